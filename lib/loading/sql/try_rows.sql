-- Receives rows to be tried, with the columns of staging that a row always has.
COPY :trial (:columns, record, spoiled, row_id, value_fingerprint, known_row_id)
FROM STDIN (FORMAT binary)
