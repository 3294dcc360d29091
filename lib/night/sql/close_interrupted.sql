-- Nights that are still "running" although their dataset's lock was free: their process died.
-- $1: the dataset.
UPDATE nightjar.runs
SET
  outcome = 'failed',
  finished_at = clock_timestamp(),
  error = 'interrupted: the process that ran this night ended before it did'
WHERE dataset = $1
  AND outcome = 'running'
