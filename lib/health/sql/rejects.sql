-- What a night refused. $1: the run; $2: how many at most.
SELECT feed, line, position, reason, detail, raw
FROM nightjar.rejects
WHERE run_id = $1::bigint
ORDER BY feed, position
LIMIT $2::bigint
