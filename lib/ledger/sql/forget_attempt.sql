-- Clears what an earlier attempt at the same night had refused. $1: the run.
DELETE FROM nightjar.rejects
WHERE run_id = $1::bigint
