-- The newest nights. $1: how many.
SELECT
  runs.run_id AS run,
  runs.dataset,
  date_trunc('second', runs.as_of) AS as_of,
  date_trunc('second', runs.started_at) AS started_at,
  round(extract(epoch FROM runs.finished_at - runs.started_at), 2) AS seconds,
  runs.outcome,
  sum((feed.counts ->> 'inserted')::bigint) AS inserted,
  sum((feed.counts ->> 'updated')::bigint) AS updated,
  sum((feed.counts ->> 'deleted')::bigint) AS deleted,
  sum((feed.counts ->> 'restored')::bigint) AS restored,
  sum((feed.counts ->> 'rejected')::bigint) AS rejected,
  runs.error
FROM nightjar.runs AS runs
LEFT JOIN LATERAL jsonb_each(runs.feeds) AS feed (name, counts) ON true
GROUP BY runs.run_id
ORDER BY runs.run_id DESC
LIMIT $1::bigint
