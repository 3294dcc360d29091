-- Receives a batch of the records that no fingerprint knew. known_row_id: the row that stood in the
-- record's place last night, which is probably the one.
COPY :incoming (:columns, record, spoiled, row_id, value_fingerprint, known_row_id)
FROM STDIN (FORMAT binary)
