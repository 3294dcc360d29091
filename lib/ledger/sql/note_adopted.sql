-- Records the old number and outcome of an adopted night, and how to replay it. $1: the run; $2: the
-- note.
UPDATE nightjar.runs
SET error = $2
WHERE run_id = $1::bigint
