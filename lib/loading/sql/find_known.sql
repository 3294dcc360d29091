-- Finds the rows that bear the staged records' keys. It is the night's only join by key: what comes
-- after it goes by row id.
UPDATE :staging AS staged
SET
  known_row_id = known.row_id,
  known_fingerprint = known.value_fingerprint,
  known_live = known.deleted_at IS NULL
FROM :table AS known
WHERE :same_key
