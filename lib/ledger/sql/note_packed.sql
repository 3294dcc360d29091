-- Records the new path of a file in the archive, for all nights that have it. $1: its SHA-256; $2: the
-- path.
UPDATE nightjar.dumps
SET archived_at = $2
WHERE sha256 = $1
  AND dropped_at IS NULL
