-- The live rows of a part of the table, with their value fingerprints.
COPY (
  SELECT row_id, value_fingerprint
  FROM :table
  WHERE deleted_at IS NULL
    AND :part
) TO STDOUT (FORMAT binary)
