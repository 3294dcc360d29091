-- Records who approved a held night. $1: its run; $2: the person.
UPDATE nightjar.runs
SET
  approved_at = clock_timestamp(),
  approved_by = $2
WHERE run_id = $1::bigint
