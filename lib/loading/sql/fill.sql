-- Receives all rows of a table that was never loaded.
COPY :table (:columns, valid_from, run_id, row_id, value_fingerprint)
FROM STDIN (FORMAT binary)
