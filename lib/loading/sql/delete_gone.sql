-- Soft-deletes the rows that the dump no longer lists. $1: the night's instant; $2: its run.
UPDATE :table AS known
SET
  deleted_at = $1::timestamptz,
  run_id = $2::bigint
FROM :gone AS gone
WHERE known.row_id = gone.id
  AND known.deleted_at IS NULL
