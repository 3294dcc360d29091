-- Which nights refused the bytes that they were brought, so that these are not read again.

ALTER TABLE nightjar.runs
  ADD COLUMN refused_by text,
  ADD COLUMN same_as_run_id bigint;
COMMENT ON COLUMN nightjar.runs.refused_by IS
  'Set where the files themselves were the reason that nothing was loaded, since they cannot be read or a guard held them: SHA-256 of the dataset''s YAML by which that was found. The same files are not read again by the same YAML.';
COMMENT ON COLUMN nightjar.runs.same_as_run_id IS
  'The night that had read the same bytes and refused them, where this one did not read them again; null otherwise.';
