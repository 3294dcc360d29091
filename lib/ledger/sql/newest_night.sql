-- The newest loaded or unchanged night of a dataset. $1: the dataset.
SELECT run_id
FROM nightjar.runs
WHERE dataset = $1
  AND outcome IN ('loaded', 'unchanged')
ORDER BY as_of DESC
LIMIT 1
