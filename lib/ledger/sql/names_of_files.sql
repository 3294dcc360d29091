-- The files that each feed was read from in a night, in their order. $1: the run.
SELECT feed, name
FROM nightjar.dumps
WHERE run_id = $1::bigint
ORDER BY feed, part
