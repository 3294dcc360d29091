-- Receives a batch of the records that no fingerprint matched. known_row_id: the row at the record's
-- position last night, which is probably its row.
COPY :incoming (:columns, record, spoiled, row_id, value_fingerprint, known_row_id)
FROM STDIN (FORMAT binary)
