-- Rejected records, newest nights first. $1: the run; $2: the dataset; $3: the feed; $4: the reason;
-- each may be null; $5: the maximum number, or null for all.
SELECT
  rejects.run_id,
  runs.dataset,
  rejects.feed,
  rejects.line,
  rejects.position,
  rejects.reason,
  rejects.detail,
  rejects.raw,
  rejects.file
FROM nightjar.rejects AS rejects
INNER JOIN nightjar.runs AS runs ON runs.run_id = rejects.run_id
LEFT JOIN nightjar.dumps AS dumps
  ON dumps.run_id = rejects.run_id
  AND dumps.feed = rejects.feed
  AND dumps.name = rejects.file
WHERE
  ($1::bigint IS NULL OR rejects.run_id = $1::bigint)
  AND ($2::text IS NULL OR runs.dataset = $2::text)
  AND ($3::text IS NULL OR rejects.feed = $3::text)
  AND ($4::text IS NULL OR rejects.reason = $4::text)
ORDER BY rejects.run_id DESC, rejects.feed, dumps.part, rejects.position
LIMIT $5::bigint
