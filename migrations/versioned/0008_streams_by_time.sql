-- Sessions come in order of time, and so does the key of their table now: a night adds to the end of one
-- index rather than to every page of two, and a first load sorts by an instant rather than by two texts.

ALTER TABLE app.streams
  DROP CONSTRAINT streams_pkey,
  ADD CONSTRAINT streams_pkey PRIMARY KEY (start_at, user_email, movie_title);

-- A session hardly ever gets another version, so that its page need not keep room for one.
ALTER TABLE app.streams SET (fillfactor = 100);

-- Of streams_past, too, an index has the key's first column; where there is none yet, it gets the new one.
DO $$
BEGIN
  IF to_regclass('app.streams_past') IS NOT NULL THEN
    DROP INDEX IF EXISTS app.streams_past_user_email_idx;
    CREATE INDEX IF NOT EXISTS streams_past_start_at_idx ON app.streams_past (start_at);
  END IF;
END
$$;

-- No session is ever gone, so that nothing looks for one by its row_id alone.
ALTER TABLE nightjar.feeds ADD COLUMN is_found_by_row_id boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN nightjar.feeds.is_found_by_row_id IS
  'Whether its table has an index of row_id: a night marks by it the rows that a snapshot no longer lists. False where rows are only appended.';
INSERT INTO nightjar.feeds (feed, dataset, is_found_by_row_id) VALUES ('app.streams', 'app', false)
ON CONFLICT ON CONSTRAINT feeds_pkey DO UPDATE SET is_found_by_row_id = EXCLUDED.is_found_by_row_id;
DROP INDEX IF EXISTS app.streams_row_id;

-- The median needs the sizes around it, and of all others only how many there are.
DROP FUNCTION IF EXISTS summaries.detail_stream_sizes();
DROP FUNCTION IF EXISTS summaries.stream_size_at(bigint);
DROP FUNCTION IF EXISTS summaries.refresh_stream_sizes();
DROP FUNCTION IF EXISTS summaries.refresh_watch_windows();
DROP FUNCTION IF EXISTS summaries.refresh_nationalities();
DROP TABLE summaries.stream_sizes, summaries.stream_size_details;

ALTER TABLE summaries.stream_totals ADD COLUMN longest interval;
COMMENT ON COLUMN summaries.stream_totals.longest IS
  'No session that has ended lasted longer; so none that was in progress at an instant began longer before it. Null without any.';

CREATE TABLE summaries.stream_size_range (
  from_mb double precision NOT NULL,
  to_mb double precision NOT NULL,
  below bigint NOT NULL,
  within bigint NOT NULL,
  above bigint NOT NULL
);
COMMENT ON TABLE summaries.stream_size_range IS
  'One row, or none while no session has a size: the sizes around the median, of which summaries.stream_sizes holds each.';
COMMENT ON COLUMN summaries.stream_size_range.from_mb IS 'The first of them in megabytes.';
COMMENT ON COLUMN summaries.stream_size_range.to_mb IS 'The last of them in megabytes; it belongs to them.';
COMMENT ON COLUMN summaries.stream_size_range.below IS 'Sessions of less than from_mb.';
COMMENT ON COLUMN summaries.stream_size_range.within IS 'Sessions from from_mb to to_mb.';
COMMENT ON COLUMN summaries.stream_size_range.above IS 'Sessions of more than to_mb.';

CREATE TABLE summaries.stream_sizes (
  size_mb double precision NOT NULL,
  sessions bigint NOT NULL,
  CONSTRAINT stream_sizes_pkey PRIMARY KEY (size_mb)
);
COMMENT ON TABLE summaries.stream_sizes IS 'The sizes of the sessions around the median, as in summaries.stream_size_range.';
COMMENT ON COLUMN summaries.stream_sizes.size_mb IS 'The exact size in megabytes.';
COMMENT ON COLUMN summaries.stream_sizes.sessions IS 'Sessions of exactly that size.';

-- A night adds to the sessions of many users: room for that on their pages.
ALTER TABLE summaries.watch_window_users SET (fillfactor = 80);

UPDATE nightjar.summaries SET run_id = NULL WHERE summary = 'streams';
