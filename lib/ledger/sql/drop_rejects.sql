-- Deletes the rejects of nights. $1: the nights, by their names in the archive.
DELETE FROM nightjar.rejects
USING nightjar.runs AS runs
WHERE runs.run_id = rejects.run_id
  AND COALESCE(runs.night_id::text, runs.run_id::text) = ANY ($1::text[])
