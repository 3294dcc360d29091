-- The files of a dataset's newest night that had any. $1: the dataset.
SELECT dumps.feed, dumps.name, dumps.bytes, dumps.source_time, dumps.run_id
FROM nightjar.dumps AS dumps
WHERE dumps.run_id = (
  SELECT max(runs.run_id)
  FROM nightjar.runs
  JOIN nightjar.dumps AS its ON its.run_id = runs.run_id
  WHERE runs.dataset = $1
)
ORDER BY dumps.feed, dumps.part
