-- Records the current stage of a night. $1: its run; $2: the stage.
UPDATE nightjar.runs
SET
  stage = $2,
  stage_since = clock_timestamp(),
  waits_for = NULL,
  waits_since = NULL
WHERE run_id = $1::bigint
