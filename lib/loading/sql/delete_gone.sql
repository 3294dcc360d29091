-- Marks the rows that the dump no longer lists; they stay. $1: the night's instant; $2: its run;
-- $3: their row ids.
UPDATE :table
SET
  deleted_at = $1::timestamptz,
  run_id = $2::bigint
WHERE row_id = ANY ($3::bigint[])
  AND deleted_at IS NULL
