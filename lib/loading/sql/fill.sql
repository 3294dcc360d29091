-- Receives all the rows of a table that has none yet.
COPY :table (:columns, valid_from, run_id, row_id, value_fingerprint)
FROM STDIN (FORMAT binary, FREEZE :freeze)
