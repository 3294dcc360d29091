-- The number of rejects in the ledger. $1: the run; $2: the dataset; $3: the feed; $4: the reason; each
-- may be null.
SELECT count(*) AS in_all
FROM nightjar.rejects AS rejects
INNER JOIN nightjar.runs AS runs ON runs.run_id = rejects.run_id
WHERE
  ($1::bigint IS NULL OR rejects.run_id = $1::bigint)
  AND ($2::text IS NULL OR runs.dataset = $2::text)
  AND ($3::text IS NULL OR rejects.feed = $3::text)
  AND ($4::text IS NULL OR rejects.reason = $4::text)
