-- What is live in a part of the table, each row by the fingerprint of its values.
COPY (
  SELECT row_id, value_fingerprint
  FROM :table
  WHERE deleted_at IS NULL
    AND :part
) TO STDOUT (FORMAT binary)
