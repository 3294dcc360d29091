-- The newest night of a dataset, with the columns of find_run.sql. $1: the dataset.
SELECT
  run_id,
  dataset,
  as_of,
  outcome,
  COALESCE(night_id::text, run_id::text) AS night,
  adopted_at IS NOT NULL AS adopted
FROM nightjar.runs
WHERE dataset = $1
  AND outcome IN ('loaded', 'unchanged')
ORDER BY as_of DESC
LIMIT 1
