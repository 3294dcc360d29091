-- replaces: 0005_summaries.sql 0008_streams_by_time.sql 0009_books_by_title.sql 0013_long_names.sql
-- Figures that nights keep up to date, so that answers need not read millions of rows. The engine's
-- repeatable/250_summaries.sql says how they are kept right.
--
-- Names and titles that are no part of a feed's key can be of any length, while an entry of a B-tree index has at
-- most 2704 bytes; and the key of a title can be three times as long as the title. What is looked up by a whole
-- value gets a hash index, which holds 32 bits of it. What computes such a value has it once.

CREATE SCHEMA streaming_summaries;
COMMENT ON SCHEMA streaming_summaries IS
  'Figures of vendor and app that every night brings up to date within its own transaction; what answers read. Not for direct use.';

-- Of app.streams ---------------------------------------------------------------------------------

CREATE TABLE streaming_summaries.streamed_titles (
  movie_title text COLLATE "C" NOT NULL,
  title_key text COLLATE "C" NOT NULL,
  CONSTRAINT streamed_titles_pkey PRIMARY KEY (movie_title)
);
COMMENT ON TABLE streaming_summaries.streamed_titles IS
  'Titles of streamed films. It only grows: a title is part of a session''s key, and no session leaves app.streams.';
COMMENT ON COLUMN streaming_summaries.streamed_titles.movie_title IS 'The title as sessions spell it.';
COMMENT ON COLUMN streaming_summaries.streamed_titles.title_key IS 'answers.title_key() of it.';
CREATE INDEX streamed_titles_by_key ON streaming_summaries.streamed_titles USING hash (title_key);

CREATE TABLE streaming_summaries.stream_totals (
  sessions bigint NOT NULL,
  duration interval NOT NULL,
  longest interval
);
COMMENT ON TABLE streaming_summaries.stream_totals IS 'One row: the sessions that have ended, in all.';
COMMENT ON COLUMN streaming_summaries.stream_totals.sessions IS 'How many have ended.';
COMMENT ON COLUMN streaming_summaries.stream_totals.duration IS 'How long they lasted together.';
COMMENT ON COLUMN streaming_summaries.stream_totals.longest IS
  'No session that has ended lasted longer; so none that was in progress at an instant began longer before it. Null without any.';

CREATE TABLE streaming_summaries.stream_size_range (
  from_mb double precision NOT NULL,
  to_mb double precision NOT NULL,
  below bigint NOT NULL,
  within bigint NOT NULL,
  above bigint NOT NULL
);
COMMENT ON TABLE streaming_summaries.stream_size_range IS
  'One row, or none while no session has a size: the sizes around the median, of which streaming_summaries.stream_sizes holds each.';
COMMENT ON COLUMN streaming_summaries.stream_size_range.from_mb IS 'The first of them in megabytes.';
COMMENT ON COLUMN streaming_summaries.stream_size_range.to_mb IS 'The last of them in megabytes; it belongs to them.';
COMMENT ON COLUMN streaming_summaries.stream_size_range.below IS 'Sessions of less than from_mb.';
COMMENT ON COLUMN streaming_summaries.stream_size_range.within IS 'Sessions from from_mb to to_mb.';
COMMENT ON COLUMN streaming_summaries.stream_size_range.above IS 'Sessions of more than to_mb.';

CREATE TABLE streaming_summaries.stream_sizes (
  size_mb double precision NOT NULL,
  sessions bigint NOT NULL,
  CONSTRAINT stream_sizes_pkey PRIMARY KEY (size_mb)
);
COMMENT ON TABLE streaming_summaries.stream_sizes IS 'The sizes of the sessions around the median, as in streaming_summaries.stream_size_range.';
COMMENT ON COLUMN streaming_summaries.stream_sizes.size_mb IS 'The exact size in megabytes.';
COMMENT ON COLUMN streaming_summaries.stream_sizes.sessions IS 'Sessions of exactly that size.';

CREATE TABLE streaming_summaries.outages (
  outage_id bigint GENERATED ALWAYS AS IDENTITY,
  title_key text COLLATE "C" NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  users bigint NOT NULL DEFAULT 0,
  CONSTRAINT outages_pkey PRIMARY KEY (outage_id),
  CONSTRAINT outages_asked_once UNIQUE (title_key, from_at, until_at)
);
COMMENT ON TABLE streaming_summaries.outages IS
  'Standing questions: how many users had a session of a title in progress in [from_at, until_at).';
COMMENT ON COLUMN streaming_summaries.outages.outage_id IS 'Number of the question.';
COMMENT ON COLUMN streaming_summaries.outages.title_key IS 'answers.title_key() of the title.';
COMMENT ON COLUMN streaming_summaries.outages.from_at IS 'Begin of the time asked for.';
COMMENT ON COLUMN streaming_summaries.outages.until_at IS 'End of the time asked for, excluded.';
COMMENT ON COLUMN streaming_summaries.outages.users IS 'The answer.';

CREATE TABLE streaming_summaries.outage_users (
  outage_id bigint NOT NULL,
  user_email text COLLATE "C" NOT NULL,
  sessions bigint NOT NULL,
  CONSTRAINT outage_users_pkey PRIMARY KEY (outage_id, user_email)
);
COMMENT ON TABLE streaming_summaries.outage_users IS 'The users whom an outage hit.';
COMMENT ON COLUMN streaming_summaries.outage_users.outage_id IS 'The question, as in streaming_summaries.outages.';
COMMENT ON COLUMN streaming_summaries.outage_users.user_email IS 'The user.';
COMMENT ON COLUMN streaming_summaries.outage_users.sessions IS 'The user''s sessions that were in progress.';

CREATE TABLE streaming_summaries.watch_windows (
  watch_window_id bigint GENERATED ALWAYS AS IDENTITY,
  share numeric NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  users bigint NOT NULL DEFAULT 0,
  users_by_start bigint NOT NULL DEFAULT 0,
  CONSTRAINT watch_windows_pkey PRIMARY KEY (watch_window_id),
  CONSTRAINT watch_windows_asked_once UNIQUE (share, from_at, until_at)
);
COMMENT ON TABLE streaming_summaries.watch_windows IS
  'Standing questions: how many users watched a share of a film in one session in [from_at, until_at).';
COMMENT ON COLUMN streaming_summaries.watch_windows.watch_window_id IS 'Number of the question.';
COMMENT ON COLUMN streaming_summaries.watch_windows.share IS 'The share of the running time, from 0 to 1.';
COMMENT ON COLUMN streaming_summaries.watch_windows.from_at IS 'Begin of the time asked for.';
COMMENT ON COLUMN streaming_summaries.watch_windows.until_at IS 'End of the time asked for, excluded.';
COMMENT ON COLUMN streaming_summaries.watch_windows.users IS 'The answer, counting only what lies inside.';
COMMENT ON COLUMN streaming_summaries.watch_windows.users_by_start IS 'The answer, counting sessions that started inside whole.';

CREATE TABLE streaming_summaries.watch_window_users (
  watch_window_id bigint NOT NULL,
  user_email text COLLATE "C" NOT NULL,
  inside bigint NOT NULL,
  by_start bigint NOT NULL,
  CONSTRAINT watch_window_users_pkey PRIMARY KEY (watch_window_id, user_email)
) WITH (fillfactor = 80);  -- a night adds to the sessions of many users: room for that on their pages
COMMENT ON TABLE streaming_summaries.watch_window_users IS 'The users who watched enough.';
COMMENT ON COLUMN streaming_summaries.watch_window_users.watch_window_id IS 'The question, as in streaming_summaries.watch_windows.';
COMMENT ON COLUMN streaming_summaries.watch_window_users.user_email IS 'The user.';
COMMENT ON COLUMN streaming_summaries.watch_window_users.inside IS 'The user''s sessions that reach the share within the time.';
COMMENT ON COLUMN streaming_summaries.watch_window_users.by_start IS 'The user''s sessions that started within the time and reach the share.';

CREATE TABLE streaming_summaries.film_lengths (
  title_key text COLLATE "C" NOT NULL,
  duration_mins bigint NOT NULL
);
COMMENT ON TABLE streaming_summaries.film_lengths IS
  'Running times with which streaming_summaries.watch_windows was computed; where one changes it is computed anew.';
COMMENT ON COLUMN streaming_summaries.film_lengths.title_key IS 'answers.title_key() of the film.';
COMMENT ON COLUMN streaming_summaries.film_lengths.duration_mins IS 'Its running time in minutes.';
CREATE INDEX film_lengths_by_key ON streaming_summaries.film_lengths USING hash (title_key);

-- Of vendor.reviews ------------------------------------------------------------------------------

CREATE TABLE streaming_summaries.reviewed_movies (
  movie_title text COLLATE "C" NOT NULL,
  title_key text COLLATE "C" NOT NULL,
  CONSTRAINT reviewed_movies_pkey PRIMARY KEY (movie_title)
);
COMMENT ON TABLE streaming_summaries.reviewed_movies IS
  'Titles of films in reviews. It only grows: a title is part of a review''s key, and no review leaves vendor.reviews.';
COMMENT ON COLUMN streaming_summaries.reviewed_movies.movie_title IS 'The title as reviews spell it.';
COMMENT ON COLUMN streaming_summaries.reviewed_movies.title_key IS 'answers.title_key() of it.';
CREATE INDEX reviewed_movies_by_key ON streaming_summaries.reviewed_movies USING hash (title_key);

CREATE TABLE streaming_summaries.reviewed_books (
  book_title text COLLATE "C" NOT NULL,
  title_key text COLLATE "C" NOT NULL,
  CONSTRAINT reviewed_books_pkey PRIMARY KEY (book_title)
);
COMMENT ON TABLE streaming_summaries.reviewed_books IS 'Titles of books in reviews. It only grows.';
COMMENT ON COLUMN streaming_summaries.reviewed_books.book_title IS 'The title as reviews spell it.';
COMMENT ON COLUMN streaming_summaries.reviewed_books.title_key IS 'answers.title_key() of it.';
CREATE INDEX reviewed_books_by_key ON streaming_summaries.reviewed_books USING hash (title_key);

CREATE TABLE streaming_summaries.nationalities (
  nationality text NOT NULL,
  CONSTRAINT nationalities_pkey PRIMARY KEY (nationality)
);
COMMENT ON TABLE streaming_summaries.nationalities IS
  'Standing questions: which films are based on books by authors of a nationality.';
COMMENT ON COLUMN streaming_summaries.nationalities.nationality IS 'The nationality by its label.';

CREATE TABLE streaming_summaries.nationality_books (
  nationality text NOT NULL,
  title_key text COLLATE "C" NOT NULL
);
COMMENT ON TABLE streaming_summaries.nationality_books IS
  'Books by authors of a nationality, as its films were last computed; where they change the films are computed anew.';
COMMENT ON COLUMN streaming_summaries.nationality_books.nationality IS 'The nationality by its label.';
COMMENT ON COLUMN streaming_summaries.nationality_books.title_key IS 'answers.title_key() of the book.';
CREATE INDEX nationality_books_by_key ON streaming_summaries.nationality_books USING hash (title_key);

CREATE TABLE streaming_summaries.nationality_movies (
  nationality text NOT NULL,
  movie_title text COLLATE "C" NOT NULL
);
COMMENT ON TABLE streaming_summaries.nationality_movies IS 'Films based on books by authors of a nationality.';
COMMENT ON COLUMN streaming_summaries.nationality_movies.nationality IS 'The nationality by its label.';
COMMENT ON COLUMN streaming_summaries.nationality_movies.movie_title IS 'Title of the film as reviews spell it.';
CREATE INDEX nationality_movies_by_title ON streaming_summaries.nationality_movies USING hash (movie_title);
