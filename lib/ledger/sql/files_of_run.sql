-- The files of a night. $1: the run.
SELECT feed, name, bytes, source_time, picked_at, sha256, archived_at, dropped_at
FROM nightjar.dumps
WHERE run_id = $1::bigint
ORDER BY feed, part
