-- The files that were not packed when their paths were last recorded.
SELECT DISTINCT sha256
FROM nightjar.dumps
WHERE archived_at NOT LIKE '%.zst'
