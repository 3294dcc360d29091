-- The feeds of which a night rejected nine records in ten or more: the most frequent reason, and its
-- first record, with its file if the feed has several. $1: the run; $2: the counts of its feeds, or null if they are in the ledger.
SELECT
  runs.dataset || '.' || feed.name AS feed,
  feed.counts ->> 'rejected' AS rejected,
  feed.counts ->> 'read' AS read,
  commonest.reason,
  commonest.times,
  first.line,
  first.detail,
  CASE WHEN EXISTS (
    SELECT FROM nightjar.dumps AS others
    WHERE others.run_id = runs.run_id
      AND others.feed = runs.dataset || '.' || feed.name
      AND others.part > 1
  ) THEN first.file END AS file
FROM nightjar.runs AS runs
CROSS JOIN LATERAL jsonb_each(COALESCE($2::jsonb, runs.feeds)) AS feed (name, counts)
LEFT JOIN LATERAL (
  SELECT rejects.reason, count(*) AS times
  FROM nightjar.rejects AS rejects
  WHERE rejects.run_id = runs.run_id
    AND rejects.feed = runs.dataset || '.' || feed.name
  GROUP BY rejects.reason
  ORDER BY count(*) DESC, rejects.reason
  LIMIT 1
) AS commonest ON true
LEFT JOIN LATERAL (
  SELECT rejects.line, rejects.detail, rejects.file
  FROM nightjar.rejects AS rejects
  LEFT JOIN nightjar.dumps AS dumps
    ON dumps.run_id = rejects.run_id
    AND dumps.feed = rejects.feed
    AND dumps.name = rejects.file
  WHERE rejects.run_id = runs.run_id
    AND rejects.feed = runs.dataset || '.' || feed.name
    AND rejects.reason = commonest.reason
  ORDER BY dumps.part, rejects.position
  LIMIT 1
) AS first ON true
WHERE runs.run_id = $1::bigint
  AND (feed.counts ->> 'rejected')::bigint > 0
  AND (feed.counts ->> 'rejected')::bigint * 10 >= (feed.counts ->> 'read')::bigint * 9
ORDER BY feed.name
