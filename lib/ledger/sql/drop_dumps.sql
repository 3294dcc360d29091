-- Records that retention removes the dumps of nights. $1: the nights, by their names in the archive.
UPDATE nightjar.dumps
SET
  archived_at = NULL,
  dropped_at = clock_timestamp()
FROM nightjar.runs AS runs
WHERE runs.run_id = dumps.run_id
  AND COALESCE(runs.night_id::text, runs.run_id::text) = ANY ($1::text[])
