-- How many rejects of a night the ledger lists. $1: the run.
SELECT count(*) AS in_all
FROM nightjar.rejects
WHERE run_id = $1::bigint
