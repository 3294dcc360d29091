-- The newest night that a dataset has, as find_run.sql gives one. $1: the dataset.
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
