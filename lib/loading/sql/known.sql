-- The staged records whose key the table knows, and the row that bears it.
COPY (
  SELECT record, spoiled, known_row_id, known_fingerprint, known_live
  FROM :staging
  WHERE known_row_id IS NOT NULL
) TO STDOUT (FORMAT binary)
