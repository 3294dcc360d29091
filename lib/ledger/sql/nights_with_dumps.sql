-- The nights that the tables depend on, whose dumps must be in the archive: all except those that
-- retention removed. For nights from before identities this is not recorded; they count if they were
-- never archived.
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
