-- When a dataset's nights began. $1: the dataset; $2: an instant. First the last night after which no
-- other is needed, then the first and the last since that instant, with any outcome, then the last
-- success.
SELECT
  (SELECT max(started_at) FROM nightjar.runs
   WHERE dataset = $1 AND outcome IN ('loaded', 'unchanged', 'held')) AS last_settled,
  (SELECT min(started_at) FROM nightjar.runs
   WHERE dataset = $1 AND started_at >= $2::timestamptz) AS first_since,
  (SELECT max(started_at) FROM nightjar.runs
   WHERE dataset = $1 AND started_at >= $2::timestamptz) AS last_since,
  (SELECT max(started_at) FROM nightjar.runs
   WHERE dataset = $1 AND outcome IN ('loaded', 'unchanged')) AS last_success
