-- Ends a night. $1: its run; $2: the outcome; $3: the error, or the reason why it is held; $4: the
-- counts; $5: the judgements of the guards; $6: the remedy.
UPDATE nightjar.runs
SET
  outcome = $2,
  finished_at = clock_timestamp(),
  error = $3,
  feeds = $4::jsonb,
  guards = $5::jsonb,
  remedy = $6
WHERE run_id = $1::bigint
RETURNING started_at, finished_at
