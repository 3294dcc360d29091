-- Receives a portion of the records that no fingerprint knew.
COPY :incoming (:columns, record, spoiled, row_id, value_fingerprint)
FROM STDIN (FORMAT binary)
