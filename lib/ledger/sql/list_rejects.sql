-- Receives the records that were refused.
COPY nightjar.rejects (run_id, feed, reason, detail, position, line, raw)
FROM STDIN (FORMAT binary)
