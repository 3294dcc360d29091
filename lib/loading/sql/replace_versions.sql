-- Opens the new versions of known keys, including restored ones. $1: the night's instant; $2: its run.
UPDATE :table AS known
SET
  :assignments
  valid_from = $1::timestamptz,
  deleted_at = NULL,
  run_id = $2::bigint,
  value_fingerprint = staged.value_fingerprint
FROM :staging AS staged
WHERE known.row_id = staged.known_row_id
  AND :same_key
