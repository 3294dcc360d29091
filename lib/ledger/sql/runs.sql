-- The newest nights. The changes that a held or failed night would have made are not counted.
-- $1: how many; $2: the dataset; $3: the feed whose counts are shown; $4: the outcome; each but the
-- first may be null.
SELECT
  runs.run_id,
  runs.dataset,
  runs.outcome,
  runs.as_of,
  runs.started_at,
  runs.finished_at,
  -- An approved night includes the wait for a person.
  CASE
    WHEN runs.approved_at IS NULL
      THEN round(extract(epoch FROM runs.finished_at - runs.started_at), 3)
  END AS seconds,
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
LEFT JOIN LATERAL jsonb_each(runs.feeds) AS feed (name, counts)
  ON $3::text IS NULL OR feed.name = split_part($3::text, '.', 2)
WHERE
  ($2::text IS NULL OR runs.dataset = $2::text)
  AND ($3::text IS NULL OR runs.dataset = split_part($3::text, '.', 1))
  AND ($4::text IS NULL OR runs.outcome = $4::text)
GROUP BY runs.run_id
ORDER BY runs.run_id DESC
LIMIT $1::bigint
