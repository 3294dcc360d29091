-- Records that the files of a night were refused. $1: the run; $2: the digest of the dataset's YAML; $3:
-- the run that had read the same bytes before, or null.
UPDATE nightjar.runs
SET
  refused_by = $2,
  same_as_run_id = $3::bigint
WHERE run_id = $1::bigint
