-- Records what a night waits for, or that it continues. $1: its run; $2: for what, or null.
UPDATE nightjar.runs
SET
  waits_for = $2::text,
  waits_since = CASE WHEN $2::text IS NOT NULL THEN clock_timestamp() END
WHERE run_id = $1::bigint
