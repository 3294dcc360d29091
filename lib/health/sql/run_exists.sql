-- $1: a run.
SELECT FROM nightjar.runs
WHERE run_id = $1::bigint
