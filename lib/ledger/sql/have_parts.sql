-- Whether a feed was read from several files. $1: the run; $2: the dataset; $3: the feed; each may be
-- null.
SELECT EXISTS (
  SELECT FROM nightjar.dumps AS dumps
  INNER JOIN nightjar.runs AS runs ON runs.run_id = dumps.run_id
  WHERE dumps.part > 1
    AND ($1::bigint IS NULL OR dumps.run_id = $1::bigint)
    AND ($2::text IS NULL OR runs.dataset = $2::text)
    AND ($3::text IS NULL OR dumps.feed = $3::text)
)
