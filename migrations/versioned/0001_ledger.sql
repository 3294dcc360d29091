-- The ledger: what every night did, what it refused, which files it took, and what is expected.
-- These are ordinary local tables, also on Citus, without foreign keys to or from the feeds.

COMMENT ON SCHEMA nightjar IS
  'Nightjar''s own ledger: nights, refused rows, files picked up, feeds, health.';

CREATE TABLE nightjar.runs (
  run_id bigint GENERATED ALWAYS AS IDENTITY,
  dataset text NOT NULL,
  as_of timestamptz NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  outcome text NOT NULL DEFAULT 'running',
  error text,
  approved_at timestamptz,
  approved_by text,
  feeds jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT runs_pkey PRIMARY KEY (run_id),
  CONSTRAINT runs_outcome_known
    CHECK (outcome IN ('running', 'loaded', 'unchanged', 'held', 'failed')),
  CONSTRAINT runs_feeds_is_object CHECK (jsonb_typeof(feeds) = 'object')
);
COMMENT ON TABLE nightjar.runs IS 'One row a night: a dump of one dataset, from pick-up to its end.';
COMMENT ON COLUMN nightjar.runs.run_id IS 'Number of the night; later nights have higher numbers.';
COMMENT ON COLUMN nightjar.runs.dataset IS 'The dataset; also the schema of its tables.';
COMMENT ON COLUMN nightjar.runs.as_of IS 'The instant from which the facts of this dump are valid.';
COMMENT ON COLUMN nightjar.runs.started_at IS 'When the work began.';
COMMENT ON COLUMN nightjar.runs.finished_at IS 'When the work ended; null while it is under way, or when the program was killed.';
COMMENT ON COLUMN nightjar.runs.outcome IS
  'running: under way. loaded: committed. unchanged: the dump said nothing new. held: a guard stopped it and nothing was changed; see nightjar approve. failed: nothing was changed; see error.';
COMMENT ON COLUMN nightjar.runs.error IS 'Why the night failed or which guard held it; null otherwise.';
COMMENT ON COLUMN nightjar.runs.approved_at IS
  'When a person let a night pass that a guard had held; null for all others.';
COMMENT ON COLUMN nightjar.runs.approved_by IS
  'Who let it pass: the name of that person on the machine where nightjar approve ran.';
COMMENT ON COLUMN nightjar.runs.feeds IS
  'For each feed by name the counts of the night: read, inserted, updated, deleted, restored, unchanged, rejected, and what else the program measured.';

-- The newest night of a dataset is a probe of this index; and no instant is loaded twice.
CREATE UNIQUE INDEX runs_one_night_an_instant ON nightjar.runs (dataset, as_of)
  WHERE outcome IN ('loaded', 'unchanged');
CREATE INDEX runs_by_dataset ON nightjar.runs (dataset, run_id);

CREATE TABLE nightjar.rejects (
  run_id bigint NOT NULL,
  feed text NOT NULL,
  reason text NOT NULL,
  detail text,
  position bigint,
  line bigint,
  raw text
);
COMMENT ON TABLE nightjar.rejects IS 'The records that nights refused, and why.';
COMMENT ON COLUMN nightjar.rejects.run_id IS 'The night, as in nightjar.runs.';
COMMENT ON COLUMN nightjar.rejects.feed IS 'The feed, such as vendor.books.';
COMMENT ON COLUMN nightjar.rejects.reason IS 'The kind of trouble in one word, such as duplicate_key.';
COMMENT ON COLUMN nightjar.rejects.detail IS 'What exactly did not fit: the column, the value, the expected type.';
COMMENT ON COLUMN nightjar.rejects.position IS 'Where the record begins in the file, in bytes from its start.';
COMMENT ON COLUMN nightjar.rejects.line IS 'The line of the file in which the record begins, counted from 1.';
COMMENT ON COLUMN nightjar.rejects.raw IS 'The record as the vendor wrote it, shortened when it is long.';
CREATE INDEX rejects_by_run ON nightjar.rejects (run_id, feed, position);

CREATE TABLE nightjar.dumps (
  run_id bigint NOT NULL,
  feed text NOT NULL,
  name text NOT NULL,
  bytes bigint NOT NULL,
  sha256 text,
  source_time timestamptz,
  archived_at text,
  picked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE nightjar.dumps IS 'Each file that a night picked up, and where it is kept.';
COMMENT ON COLUMN nightjar.dumps.run_id IS 'The night, as in nightjar.runs.';
COMMENT ON COLUMN nightjar.dumps.feed IS 'The feed that is read from the file, such as vendor.books.';
COMMENT ON COLUMN nightjar.dumps.name IS 'The name of the file at the source.';
COMMENT ON COLUMN nightjar.dumps.bytes IS 'Its size as it was received.';
COMMENT ON COLUMN nightjar.dumps.sha256 IS 'SHA-256 of the bytes received, in hexadecimal.';
COMMENT ON COLUMN nightjar.dumps.source_time IS 'Its time of modification at the source, where the source tells it.';
COMMENT ON COLUMN nightjar.dumps.archived_at IS 'The path under which the archive keeps it.';
COMMENT ON COLUMN nightjar.dumps.picked_at IS 'When it had been received whole.';
CREATE INDEX dumps_by_run ON nightjar.dumps (run_id, feed);

CREATE TABLE nightjar.feeds (
  feed text NOT NULL,
  dataset text NOT NULL,
  definition_digest text,
  fingerprint_token uuid,
  next_row_id bigint NOT NULL DEFAULT 1,
  last_run_id bigint,
  CONSTRAINT feeds_pkey PRIMARY KEY (feed),
  CONSTRAINT feeds_next_row_id_positive CHECK (next_row_id > 0)
);
COMMENT ON TABLE nightjar.feeds IS 'One row a feed: what its tables were last loaded with.';
COMMENT ON COLUMN nightjar.feeds.feed IS 'The feed''s table, such as vendor.books.';
COMMENT ON COLUMN nightjar.feeds.dataset IS 'The dataset it is committed with.';
COMMENT ON COLUMN nightjar.feeds.definition_digest IS
  'Digest of the feed''s definition when it was last loaded; another digest means a full comparison, once. Null before the first load.';
COMMENT ON COLUMN nightjar.feeds.fingerprint_token IS
  'Names the state that the last commit left; a local fingerprint cache of fingerprints counts only if it bears the same token. Null before the first load.';
COMMENT ON COLUMN nightjar.feeds.next_row_id IS 'The first row_id that is still free; a night reserves a range by raising it.';
COMMENT ON COLUMN nightjar.feeds.last_run_id IS 'The last night that committed this feed; null before the first load.';

CREATE TABLE nightjar.datasets (
  dataset text NOT NULL,
  due_at timestamptz,
  late_after interval NOT NULL DEFAULT interval '1 hour',
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT datasets_pkey PRIMARY KEY (dataset),
  CONSTRAINT datasets_late_after_positive CHECK (late_after >= interval '0')
);
COMMENT ON TABLE nightjar.datasets IS
  'The datasets that are configured and when each is due, as the program last wrote it; nightjar.health reads it.';
COMMENT ON COLUMN nightjar.datasets.dataset IS 'The dataset''s name.';
COMMENT ON COLUMN nightjar.datasets.due_at IS
  'When its night is due. It stays in the past until a night has succeeded. Null without a schedule.';
COMMENT ON COLUMN nightjar.datasets.late_after IS 'How long after due_at a night may take to succeed before it counts as late.';
COMMENT ON COLUMN nightjar.datasets.updated_at IS 'When the program last wrote this row.';
