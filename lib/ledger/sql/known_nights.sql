-- Every night, by its name in the archive, and its outcome; null if it is not decided yet, or if the
-- night was adopted from the archive, which has the true outcome.
SELECT
  COALESCE(night_id::text, run_id::text) AS night,
  dataset,
  CASE WHEN outcome <> 'running' AND adopted_at IS NULL THEN outcome END AS outcome
FROM nightjar.runs
