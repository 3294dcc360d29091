-- Enters a night that the archive knows and this database does not. $1: the dataset; $2: the instant
-- from which its facts are valid; $3: when its files were kept; $4: its identity. Nothing where it is
-- known by now.
INSERT INTO nightjar.runs
  (dataset, as_of, started_at, finished_at, outcome, night_id, adopted_at)
VALUES ($1, $2::timestamptz, $3::timestamptz, $3::timestamptz, 'failed', $4::uuid, clock_timestamp())
ON CONFLICT (night_id) DO NOTHING
RETURNING run_id
