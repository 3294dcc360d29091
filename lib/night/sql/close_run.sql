-- Ends a night. $1: its run; $2: the outcome; $3: what went wrong, or what held it; $4: the counts.
UPDATE nightjar.runs
SET
  outcome = $2,
  finished_at = clock_timestamp(),
  error = $3,
  feeds = $4::jsonb
WHERE run_id = $1::bigint
RETURNING started_at, finished_at
