-- The last file that the newest night of a feed was loaded from. $1: the dataset; $2: the feed.
SELECT runs.run_id, dumps.name, dumps.source_time
FROM nightjar.runs AS runs
JOIN nightjar.dumps AS dumps ON dumps.run_id = runs.run_id
WHERE runs.dataset = $1
  AND runs.outcome IN ('loaded', 'unchanged')
  AND dumps.feed = $2
ORDER BY runs.as_of DESC, dumps.part DESC
LIMIT 1
