-- The outcome of a night, and how many records it rejected, listed or not. $1: its run.
SELECT
  runs.dataset,
  runs.outcome,
  runs.error,
  COALESCE(sum((feed.counts ->> 'rejected')::bigint), 0) AS refused
FROM nightjar.runs AS runs
LEFT JOIN LATERAL jsonb_each(runs.feeds) AS feed (name, counts) ON true
WHERE runs.run_id = $1::bigint
GROUP BY runs.run_id
