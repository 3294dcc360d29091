-- The files that the archive had not packed when their places were last noted.
SELECT DISTINCT sha256
FROM nightjar.dumps
WHERE archived_at NOT LIKE '%.zst'
