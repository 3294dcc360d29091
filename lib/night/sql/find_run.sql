-- A night by its number. $1: the run.
SELECT dataset, as_of, outcome
FROM nightjar.runs
WHERE run_id = $1::bigint
