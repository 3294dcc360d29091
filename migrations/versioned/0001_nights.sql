-- replaces: 0001_ledger.sql 0002_vendor.sql 0003_app.sql 0004_tmdb.sql 0005_summaries.sql
-- replaces: 0006_tmdb_summaries.sql 0007_night_shift.sql 0008_streams_by_time.sql 0009_books_by_title.sql
-- replaces: 0010_nights_have_identities.sql 0011_views_in_place.sql 0012_grants.sql 0013_long_names.sql
-- replaces: 0014_refused_dumps.sql 0015_last_line_end.sql 0016_truth_about_schedules.sql
-- replaces: 0017_what_a_night_shows.sql
-- The ledger: what every night did, what it refused, which files it took, and what is expected.
-- These are ordinary local tables, also on Citus, without foreign keys to or from the feeds. A few comments
-- are set by 0002_modules.sql.

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
  night_id uuid DEFAULT gen_random_uuid(),
  adopted_at timestamptz,
  refused_by text,
  same_as_run_id bigint,
  stage text,
  stage_since timestamptz,
  waits_for text,
  waits_since timestamptz,
  guards jsonb,
  remedy text,
  CONSTRAINT runs_pkey PRIMARY KEY (run_id),
  CONSTRAINT runs_outcome_known
    CHECK (outcome IN ('running', 'loaded', 'unchanged', 'held', 'failed')),
  CONSTRAINT runs_feeds_is_object CHECK (jsonb_typeof(feeds) = 'object')
);
COMMENT ON TABLE nightjar.runs IS 'One row per night: a dump of one dataset, from pick-up to its end.';
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
COMMENT ON COLUMN nightjar.runs.night_id IS
  'What the archive calls the night. No other night ever has it, whatever becomes of this database. Null for nights of before there were such identities, which it calls by run_id.';
COMMENT ON COLUMN nightjar.runs.adopted_at IS
  'When nightjar archive adopt entered a night that the archive knew and this database did not, because it was restored from a backup; null for all others. Such a night has the outcome failed, since it changed nothing here: error says what it was and how to replay it.';
COMMENT ON COLUMN nightjar.runs.refused_by IS
  'Set where the files themselves were the reason that nothing was loaded, since they cannot be read or a guard held them: SHA-256 of the dataset''s YAML by which that was found. The same files are not read again by the same YAML.';
COMMENT ON COLUMN nightjar.runs.same_as_run_id IS
  'The night that had read the same bytes and refused them, where this one did not read them again; null otherwise.';
COMMENT ON COLUMN nightjar.runs.stage IS 'What the night is at, or was at when it ended, such as comparing vendor.books.';
COMMENT ON COLUMN nightjar.runs.stage_since IS 'Since when.';
COMMENT ON COLUMN nightjar.runs.waits_for IS 'What at the vendor''s it waits for; null while it moves.';
COMMENT ON COLUMN nightjar.runs.waits_since IS 'Since when it waits for that.';
COMMENT ON COLUMN nightjar.runs.guards IS
  'How each guard judged the night: an array of feed, guard, what was found, the limit, and whether it holds. Null where no guard was asked: the night failed before that, or the files are those of the newest night.';

-- The newest night of a dataset is a probe of this index; and no instant is loaded twice.
CREATE UNIQUE INDEX runs_one_night_an_instant ON nightjar.runs (dataset, as_of)
  WHERE outcome IN ('loaded', 'unchanged');
CREATE INDEX runs_by_dataset ON nightjar.runs (dataset, run_id);
CREATE UNIQUE INDEX runs_by_night ON nightjar.runs (night_id);

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
  picked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  member text,
  dropped_at timestamptz
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
COMMENT ON COLUMN nightjar.dumps.member IS
  'The file inside the zip that the feed is read from; null where the file is none, or has just one.';
COMMENT ON COLUMN nightjar.dumps.dropped_at IS
  'When retention gave it up: the archive need not have it any more. Null while it must.';
CREATE INDEX dumps_by_run ON nightjar.dumps (run_id, feed);

CREATE TABLE nightjar.feeds (
  feed text NOT NULL,
  dataset text NOT NULL,
  definition_digest text,
  fingerprint_token uuid,
  next_row_id bigint NOT NULL DEFAULT 1,
  last_run_id bigint,
  is_found_by_row_id boolean NOT NULL DEFAULT true,
  ends_with_line_end boolean,
  CONSTRAINT feeds_pkey PRIMARY KEY (feed),
  CONSTRAINT feeds_next_row_id_positive CHECK (next_row_id > 0)
);
COMMENT ON TABLE nightjar.feeds IS 'One row per feed: what its tables were last loaded with.';
COMMENT ON COLUMN nightjar.feeds.feed IS 'The feed''s table, such as vendor.books.';
COMMENT ON COLUMN nightjar.feeds.dataset IS 'The dataset it is committed with.';
COMMENT ON COLUMN nightjar.feeds.definition_digest IS
  'Digest of the feed''s definition when it was last loaded; another digest means a full comparison, once. Null before the first load.';
COMMENT ON COLUMN nightjar.feeds.next_row_id IS 'The first row_id that is still free; a night reserves a range by raising it.';
COMMENT ON COLUMN nightjar.feeds.last_run_id IS 'The last night that committed this feed; null before the first load.';
COMMENT ON COLUMN nightjar.feeds.is_found_by_row_id IS
  'Whether its table has an index of row_id: a night marks by it the rows that a snapshot no longer lists. False where rows are only appended.';

CREATE TABLE nightjar.datasets (
  dataset text NOT NULL,
  due_at timestamptz,
  late_after interval NOT NULL DEFAULT interval '1 hour',
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  next_attempt_at timestamptz,
  next_attempt_why text,
  dues timestamptz[],
  period interval,
  fault text,
  stale_after jsonb,
  daemon_seen_at timestamptz,
  unconfigured_since timestamptz,
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
COMMENT ON COLUMN nightjar.datasets.next_attempt_at IS
  'When the daemon will next begin a night of it; null while one is under way, and without a schedule.';
COMMENT ON COLUMN nightjar.datasets.next_attempt_why IS
  'Why then: it is due by its schedule, or a night that failed is tried again.';
COMMENT ON COLUMN nightjar.datasets.dues IS
  'By a calendar: the instants at which it was and will be due, 32 on either side of updated_at. Null otherwise.';
COMMENT ON COLUMN nightjar.datasets.period IS
  'Due at every multiple of this since 1970-01-01 00:00 UTC; null for a calendar, and without a schedule.';
COMMENT ON COLUMN nightjar.datasets.stale_after IS
  'By feed, such as vendor.books: the seconds after which its data counts as stale. Feeds without such a limit are absent.';
COMMENT ON COLUMN nightjar.datasets.daemon_seen_at IS
  'When a daemon last looked after its schedule, which it does every five minutes between nights; null if none ever has.';
COMMENT ON COLUMN nightjar.datasets.unconfigured_since IS
  'When nightjard or nightjar migrate found that the configuration has no such dataset any more; null while it has.';

CREATE TABLE nightjar.examples (
  run_id bigint NOT NULL,
  feed text NOT NULL,
  op text NOT NULL,
  place integer NOT NULL,
  example json NOT NULL,
  CONSTRAINT examples_pkey PRIMARY KEY (run_id, feed, op, place),
  CONSTRAINT examples_op_known CHECK (op IN ('insert', 'update', 'delete', 'restore'))
);
COMMENT ON TABLE nightjar.examples IS
  'The first few rows of each kind that a held night would write, for whoever decides about it. They are dropped once the night is loaded or can no longer be approved.';
COMMENT ON COLUMN nightjar.examples.run_id IS 'The night, as in nightjar.runs.';
COMMENT ON COLUMN nightjar.examples.feed IS 'The feed, such as vendor.books.';
COMMENT ON COLUMN nightjar.examples.op IS 'What would become of the row: insert, update, delete, or restore after it had been deleted.';
COMMENT ON COLUMN nightjar.examples.place IS 'Their order, counted from 1: that of the file, or of the table for those that would be deleted.';
COMMENT ON COLUMN nightjar.examples.example IS
  'An object: feed, op, key (an array), and changed: for each column that differs its value before (from) and after (to). Texts of more than 1,000 characters are cut, and end with an ellipsis.';

CREATE TABLE nightjar.summaries (
  summary text NOT NULL,
  dataset text NOT NULL,
  feed text NOT NULL,
  run_id bigint,
  CONSTRAINT summaries_pkey PRIMARY KEY (summary)
);
COMMENT ON COLUMN nightjar.summaries.dataset IS 'The dataset whose nights change it.';
COMMENT ON COLUMN nightjar.summaries.feed IS 'The feed that it sums up.';
COMMENT ON COLUMN nightjar.summaries.run_id IS
  'The night up to which it is right; null before it was built. Readers compute from the tables while a later night is loaded.';
