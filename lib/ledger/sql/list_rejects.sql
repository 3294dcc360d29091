-- Receives rejected records.
COPY nightjar.rejects (run_id, feed, reason, detail, position, line, raw, file)
FROM STDIN (FORMAT binary)
