-- The night that read the files of this one: another, if this one had the same bytes, which that one had
-- refused. $1: the run.
SELECT COALESCE(same_as_run_id, run_id) AS run_id
FROM nightjar.runs
WHERE run_id = $1::bigint
