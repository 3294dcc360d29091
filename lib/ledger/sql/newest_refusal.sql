-- The newest night of a dataset whose files were refused, if none has been loaded since, with its files;
-- the night that had read them has the reason. $1: the dataset; $2: the digest of its YAML.
WITH refused AS (
  SELECT run_id, outcome, refused_by, COALESCE(same_as_run_id, run_id) AS read_by_run_id
  FROM nightjar.runs
  WHERE dataset = $1
    AND (refused_by IS NOT NULL OR outcome IN ('loaded', 'unchanged'))
  ORDER BY run_id DESC
  LIMIT 1
)
SELECT
  refused.run_id,
  refused.outcome,
  refused.read_by_run_id,
  first.error,
  dumps.feed,
  COALESCE(dumps.member, '') AS member,
  dumps.name,
  dumps.bytes,
  dumps.source_time,
  dumps.sha256
FROM refused
JOIN nightjar.runs AS first ON first.run_id = refused.read_by_run_id
JOIN nightjar.dumps AS dumps ON dumps.run_id = refused.run_id
WHERE refused.outcome IN ('held', 'failed')
  AND refused.refused_by = $2
ORDER BY dumps.feed, dumps.part
