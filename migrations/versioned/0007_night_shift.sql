-- What the daemon tells of its schedule, and which member of a packed file a feed was read from.

ALTER TABLE nightjar.dumps ADD COLUMN member text;
COMMENT ON COLUMN nightjar.dumps.member IS
  'The file inside the zip that the feed is read from; null where the file is none, or has just one.';

ALTER TABLE nightjar.datasets
  ADD COLUMN next_attempt_at timestamptz,
  ADD COLUMN next_attempt_why text;
COMMENT ON COLUMN nightjar.datasets.next_attempt_at IS
  'When the daemon will next begin a night of it; null while one is under way, and without a schedule.';
COMMENT ON COLUMN nightjar.datasets.next_attempt_why IS
  'Why then: it is due by its schedule, or a night that failed is tried again.';
