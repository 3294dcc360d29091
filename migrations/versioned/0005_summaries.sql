-- Figures that nights keep up to date, so that answers and reports need not read millions of rows.
-- repeatable/250_summaries.sql says how they are kept right.

CREATE SCHEMA summaries;
COMMENT ON SCHEMA summaries IS
  'Figures that every night brings up to date within its own transaction; what answers and reports read. Not for direct use.';

CREATE TABLE nightjar.summaries (
  summary text NOT NULL,
  dataset text NOT NULL,
  feed text NOT NULL,
  run_id bigint,
  CONSTRAINT summaries_pkey PRIMARY KEY (summary)
);
COMMENT ON TABLE nightjar.summaries IS
  'The summaries that nights keep: summaries.rebuild_X() computes summary X anew, summaries.refresh_X(run_id) brings it up to a night.';
COMMENT ON COLUMN nightjar.summaries.summary IS 'Its name, as in the names of its two functions.';
COMMENT ON COLUMN nightjar.summaries.dataset IS 'The dataset whose nights change it.';
COMMENT ON COLUMN nightjar.summaries.feed IS 'The feed that it sums up.';
COMMENT ON COLUMN nightjar.summaries.run_id IS
  'The night up to which it is right; null before it was built. Readers compute from the tables while a later night is loaded.';

-- Of app.streams ---------------------------------------------------------------------------------

CREATE TABLE summaries.streamed_titles (
  movie_title text COLLATE "C" NOT NULL,
  title_key text COLLATE "C" NOT NULL,
  CONSTRAINT streamed_titles_pkey PRIMARY KEY (movie_title)
);
COMMENT ON TABLE summaries.streamed_titles IS
  'Titles of streamed films. It only grows: a title is part of a session''s key, and no session leaves app.streams.';
COMMENT ON COLUMN summaries.streamed_titles.movie_title IS 'The title as sessions spell it.';
COMMENT ON COLUMN summaries.streamed_titles.title_key IS 'answers.title_key() of it.';
CREATE INDEX streamed_titles_by_key ON summaries.streamed_titles (title_key);

CREATE TABLE summaries.stream_totals (
  sessions bigint NOT NULL,
  duration interval NOT NULL
);
COMMENT ON TABLE summaries.stream_totals IS 'One row: the sessions that have ended, in all.';
COMMENT ON COLUMN summaries.stream_totals.sessions IS 'How many have ended.';
COMMENT ON COLUMN summaries.stream_totals.duration IS 'How long they lasted together.';

CREATE TABLE summaries.stream_sizes (
  megabyte double precision NOT NULL,
  sessions bigint NOT NULL,
  detailed boolean NOT NULL DEFAULT false,
  CONSTRAINT stream_sizes_pkey PRIMARY KEY (megabyte)
);
COMMENT ON TABLE summaries.stream_sizes IS 'How many sessions sent how much, in steps of a megabyte.';
COMMENT ON COLUMN summaries.stream_sizes.megabyte IS 'Size in whole megabytes, rounded down.';
COMMENT ON COLUMN summaries.stream_sizes.sessions IS 'Sessions of that size.';
COMMENT ON COLUMN summaries.stream_sizes.detailed IS
  'Whether summaries.stream_size_details holds their exact sizes: so for the steps around the median.';

CREATE TABLE summaries.stream_size_details (
  megabyte double precision NOT NULL,
  size_mb double precision NOT NULL,
  sessions bigint NOT NULL,
  CONSTRAINT stream_size_details_pkey PRIMARY KEY (megabyte, size_mb)
);
COMMENT ON TABLE summaries.stream_size_details IS 'Exact sizes of the sessions in the steps around the median.';
COMMENT ON COLUMN summaries.stream_size_details.megabyte IS 'The step, as in summaries.stream_sizes.';
COMMENT ON COLUMN summaries.stream_size_details.size_mb IS 'The exact size in megabytes.';
COMMENT ON COLUMN summaries.stream_size_details.sessions IS 'Sessions of exactly that size.';

CREATE TABLE summaries.outages (
  outage_id bigint GENERATED ALWAYS AS IDENTITY,
  title_key text COLLATE "C" NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  users bigint NOT NULL DEFAULT 0,
  CONSTRAINT outages_pkey PRIMARY KEY (outage_id),
  CONSTRAINT outages_asked_once UNIQUE (title_key, from_at, until_at)
);
COMMENT ON TABLE summaries.outages IS
  'Standing questions: how many users had a session of a title in progress in [from_at, until_at).';
COMMENT ON COLUMN summaries.outages.outage_id IS 'Number of the question.';
COMMENT ON COLUMN summaries.outages.title_key IS 'answers.title_key() of the title.';
COMMENT ON COLUMN summaries.outages.from_at IS 'Begin of the time asked for.';
COMMENT ON COLUMN summaries.outages.until_at IS 'End of the time asked for, excluded.';
COMMENT ON COLUMN summaries.outages.users IS 'The answer.';

CREATE TABLE summaries.outage_users (
  outage_id bigint NOT NULL,
  user_email text COLLATE "C" NOT NULL,
  sessions bigint NOT NULL,
  CONSTRAINT outage_users_pkey PRIMARY KEY (outage_id, user_email)
);
COMMENT ON TABLE summaries.outage_users IS 'The users whom an outage hit.';
COMMENT ON COLUMN summaries.outage_users.outage_id IS 'The question, as in summaries.outages.';
COMMENT ON COLUMN summaries.outage_users.user_email IS 'The user.';
COMMENT ON COLUMN summaries.outage_users.sessions IS 'The user''s sessions that were in progress.';

CREATE TABLE summaries.watch_windows (
  watch_window_id bigint GENERATED ALWAYS AS IDENTITY,
  share numeric NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  users bigint NOT NULL DEFAULT 0,
  users_by_start bigint NOT NULL DEFAULT 0,
  CONSTRAINT watch_windows_pkey PRIMARY KEY (watch_window_id),
  CONSTRAINT watch_windows_asked_once UNIQUE (share, from_at, until_at)
);
COMMENT ON TABLE summaries.watch_windows IS
  'Standing questions: how many users watched a share of a film in one session in [from_at, until_at).';
COMMENT ON COLUMN summaries.watch_windows.watch_window_id IS 'Number of the question.';
COMMENT ON COLUMN summaries.watch_windows.share IS 'The share of the running time, from 0 to 1.';
COMMENT ON COLUMN summaries.watch_windows.from_at IS 'Begin of the time asked for.';
COMMENT ON COLUMN summaries.watch_windows.until_at IS 'End of the time asked for, excluded.';
COMMENT ON COLUMN summaries.watch_windows.users IS 'The answer, counting only what lies inside.';
COMMENT ON COLUMN summaries.watch_windows.users_by_start IS 'The answer, counting sessions that started inside whole.';

CREATE TABLE summaries.watch_window_users (
  watch_window_id bigint NOT NULL,
  user_email text COLLATE "C" NOT NULL,
  inside bigint NOT NULL,
  by_start bigint NOT NULL,
  CONSTRAINT watch_window_users_pkey PRIMARY KEY (watch_window_id, user_email)
);
COMMENT ON TABLE summaries.watch_window_users IS 'The users who watched enough.';
COMMENT ON COLUMN summaries.watch_window_users.watch_window_id IS 'The question, as in summaries.watch_windows.';
COMMENT ON COLUMN summaries.watch_window_users.user_email IS 'The user.';
COMMENT ON COLUMN summaries.watch_window_users.inside IS 'The user''s sessions that reach the share within the time.';
COMMENT ON COLUMN summaries.watch_window_users.by_start IS 'The user''s sessions that started within the time and reach the share.';

CREATE TABLE summaries.film_lengths (
  title_key text COLLATE "C" NOT NULL,
  duration_mins bigint NOT NULL,
  CONSTRAINT film_lengths_pkey PRIMARY KEY (title_key)
);
COMMENT ON TABLE summaries.film_lengths IS
  'Running times with which summaries.watch_windows was computed; where one changes it is computed anew.';
COMMENT ON COLUMN summaries.film_lengths.title_key IS 'answers.title_key() of the film.';
COMMENT ON COLUMN summaries.film_lengths.duration_mins IS 'Its running time in minutes.';

-- Of vendor.reviews ------------------------------------------------------------------------------

CREATE TABLE summaries.reviewed_movies (
  movie_title text COLLATE "C" NOT NULL,
  title_key text COLLATE "C" NOT NULL,
  CONSTRAINT reviewed_movies_pkey PRIMARY KEY (movie_title)
);
COMMENT ON TABLE summaries.reviewed_movies IS
  'Titles of films in reviews. It only grows: a title is part of a review''s key, and no review leaves vendor.reviews.';
COMMENT ON COLUMN summaries.reviewed_movies.movie_title IS 'The title as reviews spell it.';
COMMENT ON COLUMN summaries.reviewed_movies.title_key IS 'answers.title_key() of it.';
CREATE INDEX reviewed_movies_by_key ON summaries.reviewed_movies (title_key);

CREATE TABLE summaries.reviewed_books (
  book_title text COLLATE "C" NOT NULL,
  title_key text COLLATE "C" NOT NULL,
  CONSTRAINT reviewed_books_pkey PRIMARY KEY (book_title)
);
COMMENT ON TABLE summaries.reviewed_books IS 'Titles of books in reviews. It only grows.';
COMMENT ON COLUMN summaries.reviewed_books.book_title IS 'The title as reviews spell it.';
COMMENT ON COLUMN summaries.reviewed_books.title_key IS 'answers.title_key() of it.';
CREATE INDEX reviewed_books_by_key ON summaries.reviewed_books (title_key);

CREATE TABLE summaries.nationalities (
  nationality text NOT NULL,
  CONSTRAINT nationalities_pkey PRIMARY KEY (nationality)
);
COMMENT ON TABLE summaries.nationalities IS
  'Standing questions: which films are based on books by authors of a nationality.';
COMMENT ON COLUMN summaries.nationalities.nationality IS 'The nationality by its label.';

CREATE TABLE summaries.nationality_books (
  nationality text NOT NULL,
  title_key text COLLATE "C" NOT NULL,
  CONSTRAINT nationality_books_pkey PRIMARY KEY (nationality, title_key)
);
COMMENT ON TABLE summaries.nationality_books IS
  'Books by authors of a nationality, as its films were last computed; where they change the films are computed anew.';
COMMENT ON COLUMN summaries.nationality_books.nationality IS 'The nationality by its label.';
COMMENT ON COLUMN summaries.nationality_books.title_key IS 'answers.title_key() of the book.';

CREATE TABLE summaries.nationality_movies (
  nationality text NOT NULL,
  movie_title text COLLATE "C" NOT NULL,
  CONSTRAINT nationality_movies_pkey PRIMARY KEY (nationality, movie_title)
);
COMMENT ON TABLE summaries.nationality_movies IS 'Films based on books by authors of a nationality.';
COMMENT ON COLUMN summaries.nationality_movies.nationality IS 'The nationality by its label.';
COMMENT ON COLUMN summaries.nationality_movies.movie_title IS 'Title of the film as reviews spell it.';
