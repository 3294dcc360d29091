-- The last night after a held one that prevents its approval, with the columns of find_run.sql. $1: the
-- dataset; $2: the held night.
SELECT
  run_id,
  dataset,
  as_of,
  outcome,
  COALESCE(night_id::text, run_id::text) AS night,
  adopted_at IS NOT NULL AS adopted
FROM nightjar.runs
WHERE dataset = $1
  AND run_id > $2::bigint
  AND outcome IN ('loaded', 'unchanged', 'held')
ORDER BY run_id DESC
LIMIT 1
