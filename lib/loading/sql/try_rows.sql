-- Receives rows for a trial, with every bookkeeping column filled.
COPY :trial (:columns, valid_from, deleted_at, run_id, row_id, value_fingerprint)
FROM STDIN (FORMAT binary)
