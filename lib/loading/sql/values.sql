-- Every row's values, to compute its fingerprint again after the feed's definition has changed.
COPY (
  SELECT row_id, value_fingerprint, :columns
  FROM :table
) TO STDOUT (FORMAT binary)
