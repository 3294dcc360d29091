-- How many records a night refused, listed or not; no row where there is no such night. $1: the run.
SELECT COALESCE(sum((feed.counts ->> 'rejected')::bigint), 0) AS refused
FROM nightjar.runs AS runs
LEFT JOIN LATERAL jsonb_each(runs.feeds) AS feed (name, counts) ON true
WHERE runs.run_id = $1::bigint
GROUP BY runs.run_id
