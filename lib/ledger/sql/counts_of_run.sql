-- The counts of a night, and the seconds of its stages. $1: the run.
SELECT
  runs.dataset || '.' || feed.name AS feed,
  feed.counts ->> 'read' AS read,
  feed.counts ->> 'inserted' AS inserted,
  feed.counts ->> 'updated' AS updated,
  feed.counts ->> 'deleted' AS deleted,
  feed.counts ->> 'restored' AS restored,
  feed.counts ->> 'unchanged' AS unchanged,
  feed.counts ->> 'rejected' AS rejected,
  feed.counts ->> 'compare_seconds' AS compare_seconds,
  feed.counts ->> 'match_seconds' AS match_seconds,
  feed.counts ->> 'publish_seconds' AS publish_seconds
FROM nightjar.runs AS runs
CROSS JOIN LATERAL jsonb_each(runs.feeds) AS feed (name, counts)
WHERE runs.run_id = $1::bigint
ORDER BY feed.name
