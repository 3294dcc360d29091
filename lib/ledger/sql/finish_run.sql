-- Notes when a night that loads something ends: after all that close_run.sql had to come before. $1: its
-- run.
UPDATE nightjar.runs
SET finished_at = clock_timestamp()
WHERE run_id = $1::bigint
RETURNING started_at, finished_at
