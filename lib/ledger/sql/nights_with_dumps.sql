-- The nights that the tables stand on, whose dumps the archive must have: all but those that
-- retention dropped. Of nights of before there were identities nobody knows whether it did; they
-- count where they were never archived.
SELECT
  COALESCE(night_id::text, run_id::text) AS night,
  run_id,
  dataset,
  as_of
FROM nightjar.runs AS runs
WHERE outcome IN ('loaded', 'unchanged')
  AND EXISTS (
    SELECT FROM nightjar.dumps AS dumps
    WHERE dumps.run_id = runs.run_id
      AND dumps.dropped_at IS NULL
      AND (runs.night_id IS NOT NULL OR dumps.archived_at IS NULL)
  )
ORDER BY run_id
