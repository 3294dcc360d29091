-- When a dataset's nights began. $1: the dataset; $2: an instant. First the last night that needs no
-- other, then the first and the last since that instant, whatever became of them, then the last
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
