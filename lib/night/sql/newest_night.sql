-- The newest night that a dataset has. $1: the dataset.
SELECT run_id, as_of
FROM nightjar.runs
WHERE dataset = $1
  AND outcome IN ('loaded', 'unchanged')
ORDER BY as_of DESC
LIMIT 1
