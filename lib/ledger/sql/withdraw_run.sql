-- Removes a night from the ledger that had only files which another had refused, and read nothing.
-- $1: the run.
WITH files AS (
  DELETE FROM nightjar.dumps
  WHERE run_id = $1::bigint
)
DELETE FROM nightjar.runs
WHERE run_id = $1::bigint
