-- Finds the rows that bear the keys of some staged records. It is the night's only join by key: what
-- comes after it goes by row id. $1 and $2: the ordinals of the first and the last of them.
UPDATE :staging AS staged
SET
  known_row_id = known.row_id,
  known_fingerprint = known.value_fingerprint,
  known_live = known.deleted_at IS NULL
FROM :table AS known
WHERE :same_key
  AND staged.record BETWEEN $1::bigint AND $2::bigint
