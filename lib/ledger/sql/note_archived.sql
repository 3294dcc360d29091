-- Records the path of a file of a night. $1: the run; $2: the file's name; $3: its SHA-256; $4: the
-- path.
UPDATE nightjar.dumps
SET
  sha256 = $3,
  archived_at = $4
WHERE run_id = $1::bigint
  AND name = $2
