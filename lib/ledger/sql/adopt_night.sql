-- Enters a night that is in the archive but not in this database. $1: the dataset; $2: the instant from
-- which its facts are valid; $3: when its files were archived; $4: its identity. Returns no row if it
-- has been entered meanwhile.
INSERT INTO nightjar.runs
  (dataset, as_of, started_at, finished_at, outcome, night_id, adopted_at)
VALUES ($1, $2::timestamptz, $3::timestamptz, $3::timestamptz, 'failed', $4::uuid, clock_timestamp())
ON CONFLICT (night_id) DO NOTHING
RETURNING run_id
