-- A night gets an identity beside its number. A database that is restored from a backup gives its
-- numbers away a second time; the archive, which was not restored, must tell those nights apart.
-- Nights of before have none: the archive knows them by number.

ALTER TABLE nightjar.runs
  ADD COLUMN night_id uuid,
  ADD COLUMN adopted_at timestamptz;
ALTER TABLE nightjar.runs ALTER COLUMN night_id SET DEFAULT gen_random_uuid();
COMMENT ON COLUMN nightjar.runs.night_id IS
  'What the archive calls the night. No other night ever has it, whatever becomes of this database. Null for nights of before there were such identities, which it calls by run_id.';
COMMENT ON COLUMN nightjar.runs.adopted_at IS
  'When nightjar archive adopt entered a night that the archive knew and this database did not, because it was restored from a backup; null for all others. Such a night has the outcome failed, since it changed nothing here: error says what it was and how to replay it.';
CREATE UNIQUE INDEX runs_by_night ON nightjar.runs (night_id);

ALTER TABLE nightjar.dumps ADD COLUMN dropped_at timestamptz;
COMMENT ON COLUMN nightjar.dumps.dropped_at IS
  'When retention gave it up: the archive need not have it any more. Null while it must.';
