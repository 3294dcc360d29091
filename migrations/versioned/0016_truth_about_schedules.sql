-- What lets nightjar.health tell lateness by itself, and what a night waits for.

ALTER TABLE nightjar.datasets
  ADD COLUMN dues timestamptz[],
  ADD COLUMN period interval,
  ADD COLUMN fault text,
  ADD COLUMN stale_after jsonb,
  ADD COLUMN daemon_seen_at timestamptz,
  ADD COLUMN unconfigured_since timestamptz;
COMMENT ON COLUMN nightjar.datasets.dues IS
  'By a calendar: the instants at which it was and will be due, 32 on either side of updated_at. Null otherwise.';
COMMENT ON COLUMN nightjar.datasets.period IS
  'Due at every multiple of this since 1970-01-01 00:00 UTC; null for a calendar, and without a schedule.';
COMMENT ON COLUMN nightjar.datasets.fault IS
  'Why nobody can tell when it is due, such as a time zone that the machine does not know; null where all is well.';
COMMENT ON COLUMN nightjar.datasets.stale_after IS
  'By feed, such as vendor.books: the seconds after which its data counts as stale. Feeds without such a limit are absent.';
COMMENT ON COLUMN nightjar.datasets.daemon_seen_at IS
  'When a daemon last looked after its schedule, which it does every five minutes between nights; null if none ever has.';
COMMENT ON COLUMN nightjar.datasets.unconfigured_since IS
  'When nightjard or nightjar migrate found that the configuration has no such dataset any more; null while it has.';

ALTER TABLE nightjar.runs
  ADD COLUMN stage text,
  ADD COLUMN stage_since timestamptz,
  ADD COLUMN waits_for text,
  ADD COLUMN waits_since timestamptz;
COMMENT ON COLUMN nightjar.runs.stage IS 'What the night is at, or was at when it ended, such as comparing vendor.books.';
COMMENT ON COLUMN nightjar.runs.stage_since IS 'Since when.';
COMMENT ON COLUMN nightjar.runs.waits_for IS 'What at the vendor''s it waits for; null while it moves.';
COMMENT ON COLUMN nightjar.runs.waits_since IS 'Since when it waits for that.';
