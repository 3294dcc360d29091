-- Records that a daemon runs a dataset. $1: the dataset; $2: when its next night begins; $3: the reason.
UPDATE nightjar.datasets
SET
  next_attempt_at = $2::timestamptz,
  next_attempt_why = $3,
  daemon_seen_at = clock_timestamp()
WHERE dataset = $1
