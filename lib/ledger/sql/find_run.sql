-- A night by its number, and its name in the archive. $1: the run.
SELECT
  run_id,
  dataset,
  as_of,
  outcome,
  COALESCE(night_id::text, run_id::text) AS night,
  adopted_at IS NOT NULL AS adopted
FROM nightjar.runs
WHERE run_id = $1::bigint
