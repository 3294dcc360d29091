-- Ends a night. $1: its run; $2: the outcome; $3: the error, or the reason why it is held; $4: the
-- counts; $5: the judgements of the guards; $6: the remedy. Returns nothing for a night that has been
-- published: it stays what it is, even if the answer to its COMMIT was lost.
UPDATE nightjar.runs
SET
  outcome = $2,
  finished_at = clock_timestamp(),
  error = $3,
  feeds = $4::jsonb,
  guards = $5::jsonb,
  remedy = $6
WHERE run_id = $1::bigint
  AND outcome NOT IN ('loaded', 'unchanged')
RETURNING started_at, finished_at
