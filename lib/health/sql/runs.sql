-- The newest nights. What a held or failed night would have changed is not what it changed.
-- $1: how many.
SELECT
  runs.run_id,
  runs.dataset,
  runs.outcome,
  runs.as_of,
  runs.started_at,
  round(extract(epoch FROM runs.finished_at - runs.started_at), 2) AS seconds,
  sum((feed.counts ->> 'read')::bigint) AS read,
  sum((feed.counts ->> 'inserted')::bigint)
    FILTER (WHERE runs.outcome IN ('loaded', 'unchanged')) AS inserted,
  sum((feed.counts ->> 'updated')::bigint)
    FILTER (WHERE runs.outcome IN ('loaded', 'unchanged')) AS updated,
  sum((feed.counts ->> 'deleted')::bigint)
    FILTER (WHERE runs.outcome IN ('loaded', 'unchanged')) AS deleted,
  sum((feed.counts ->> 'restored')::bigint)
    FILTER (WHERE runs.outcome IN ('loaded', 'unchanged')) AS restored,
  sum((feed.counts ->> 'rejected')::bigint) AS rejected,
  runs.error,
  runs.approved_by
FROM nightjar.runs AS runs
LEFT JOIN LATERAL jsonb_each(runs.feeds) AS feed (name, counts) ON true
GROUP BY runs.run_id
ORDER BY runs.run_id DESC
LIMIT $1::bigint
