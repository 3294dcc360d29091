-- Notes when a dataset is due and what will be done about it. $1: the dataset; $2: since or from when
-- it is due; $3: when it counts as late, after that; $4: when its next night begins; $5: why then.
INSERT INTO nightjar.datasets
  (dataset, due_at, late_after, next_attempt_at, next_attempt_why, updated_at)
VALUES ($1, $2::timestamptz, $3::interval, $4::timestamptz, $5, clock_timestamp())
ON CONFLICT (dataset) DO UPDATE
SET
  due_at = EXCLUDED.due_at,
  late_after = EXCLUDED.late_after,
  next_attempt_at = EXCLUDED.next_attempt_at,
  next_attempt_why = EXCLUDED.next_attempt_why,
  updated_at = EXCLUDED.updated_at
