-- Closes nights that are still "running" although their dataset's lock was free: their process died, or
-- lost PostgreSQL. $1: the dataset. Returns them.
UPDATE nightjar.runs
SET
  outcome = 'failed',
  finished_at = clock_timestamp(),
  error = 'interrupted: the process that ran this night, or its connection to PostgreSQL, ended before it did'
WHERE dataset = $1
  AND outcome = 'running'
RETURNING run_id, error
