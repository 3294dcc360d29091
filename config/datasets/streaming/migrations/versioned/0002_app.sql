-- replaces: 0003_app.sql 0008_streams_by_time.sql
-- The streaming service's own users, films and sessions.

CREATE SCHEMA app;
COMMENT ON SCHEMA app IS 'The streaming service''s users, films and sessions, with everything ever said of them.';

CREATE TABLE app.users (
  email text COLLATE "C" NOT NULL,
  first_name text,
  last_name text,
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (email)
);
COMMENT ON TABLE app.users IS
  'Users of the service: the newest version known of each, deleted ones included.';
COMMENT ON COLUMN app.users.email IS 'The user''s e-mail address, which names the user.';
COMMENT ON COLUMN app.users.first_name IS 'First name.';
COMMENT ON COLUMN app.users.last_name IS 'Last name.';

CREATE TABLE app.movies (
  title text COLLATE "C" NOT NULL,
  duration_mins bigint,
  original_language text,
  size_mb bigint,
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  CONSTRAINT movies_pkey PRIMARY KEY (title)
);
COMMENT ON TABLE app.movies IS
  'Films on offer: the newest version known of each, deleted ones included.';
COMMENT ON COLUMN app.movies.title IS 'Title of the film, which names it.';
COMMENT ON COLUMN app.movies.duration_mins IS 'Running time in minutes.';
COMMENT ON COLUMN app.movies.original_language IS 'Original language, as an English word.';
COMMENT ON COLUMN app.movies.size_mb IS 'Size of the whole film in megabytes (1,000,000 bytes).';

CREATE TABLE app.streams (
  movie_title text COLLATE "C" NOT NULL,
  user_email text COLLATE "C" NOT NULL,
  size_mb double precision,
  start_at timestamptz NOT NULL,
  end_at timestamptz,
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  -- Sessions come in order of time, and so does their key: a night adds to the end of one index rather than to
  -- every page of two, and a first load sorts by an instant rather than by two texts.
  CONSTRAINT streams_pkey PRIMARY KEY (start_at, user_email, movie_title)
) WITH (fillfactor = 100);  -- a session hardly ever gets another version: its page need not keep room for one
COMMENT ON TABLE app.streams IS
  'Sessions: one user streaming one film. Dumps only add to it; the newest version known of each.';
COMMENT ON COLUMN app.streams.movie_title IS 'Title of the film, as app.movies.title has it.';
COMMENT ON COLUMN app.streams.user_email IS 'E-mail address of the user, as app.users.email has it.';
COMMENT ON COLUMN app.streams.size_mb IS 'Megabytes sent during the session.';
COMMENT ON COLUMN app.streams.start_at IS 'When the session began.';
COMMENT ON COLUMN app.streams.end_at IS 'When the session ended; null while that is not known.';

-- No session is ever gone, so that nothing looks for one by its row_id alone.
INSERT INTO nightjar.feeds (feed, dataset, is_found_by_row_id) VALUES ('app.streams', 'app', false);
