-- Receives the records that no fingerprint knew.
COPY :staging (:columns, record, spoiled, row_id, value_fingerprint)
FROM STDIN (FORMAT binary)
