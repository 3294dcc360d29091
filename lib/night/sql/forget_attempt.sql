-- Clears what an earlier attempt at the same night had listed. $1: the run.
WITH dumps AS (
  DELETE FROM nightjar.dumps
  WHERE run_id = $1::bigint
)
DELETE FROM nightjar.rejects
WHERE run_id = $1::bigint
