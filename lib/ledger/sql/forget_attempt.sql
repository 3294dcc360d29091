-- Deletes the rejects of an earlier attempt at the same night. $1: the run.
DELETE FROM nightjar.rejects
WHERE run_id = $1::bigint
