-- Every night, as the archive calls it, and what became of it; null where that is not decided yet, or
-- the night was adopted out of the archive, which knows better.
SELECT
  COALESCE(night_id::text, run_id::text) AS night,
  dataset,
  CASE WHEN outcome <> 'running' AND adopted_at IS NULL THEN outcome END AS outcome
FROM nightjar.runs
