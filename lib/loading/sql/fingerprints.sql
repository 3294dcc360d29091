-- What is live, each row by the fingerprint of its values.
COPY (
  SELECT row_id, value_fingerprint
  FROM :table
  WHERE deleted_at IS NULL
) TO STDOUT (FORMAT binary)
