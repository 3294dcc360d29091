-- The staged records whose key the table knows, and the row that bears it.
COPY (
  SELECT
    staged.record,
    staged.spoiled,
    known.row_id,
    known.value_fingerprint,
    known.deleted_at IS NULL AS live
  FROM :staging AS staged
  JOIN :table AS known ON :same_key
) TO STDOUT (FORMAT binary)
