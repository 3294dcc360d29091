-- Drops the refused records of nights. $1: the nights, as the archive calls them.
DELETE FROM nightjar.rejects
USING nightjar.runs AS runs
WHERE runs.run_id = rejects.run_id
  AND COALESCE(runs.night_id::text, runs.run_id::text) = ANY ($1::text[])
