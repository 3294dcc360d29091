-- Records when a loading night ends, after the steps that need close_run.sql to come first. $1: its run.
UPDATE nightjar.runs
SET finished_at = clock_timestamp()
WHERE run_id = $1::bigint
RETURNING started_at, finished_at
