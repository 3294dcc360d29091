-- Receives rejected records.
COPY nightjar.rejects (run_id, feed, reason, detail, position, line, raw)
FROM STDIN (FORMAT binary)
