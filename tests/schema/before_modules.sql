-- A database of before there were modules, as pg_dump wrote it: that of commit 2ee636d after `nightjar migrate`
-- (0001_ledger.sql to 0017_what_a_night_shows.sql) and two nights each of app, vendor and tmdb, from invented files of
-- one to three records. Made by: pg_dump --no-owner, without its comments, blank lines and \restrict. The roles
-- nightjar_loader, nightjar_analyst and nightjar_ops must be there before it is restored.

-- PostgreSQL database dump

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE SCHEMA answers;

COMMENT ON SCHEMA answers IS 'Questions of the business. Views hold one row each; the functions beneath answer the same question with other titles, times or shares.';

CREATE SCHEMA app;

COMMENT ON SCHEMA app IS 'The streaming service''s users, films and sessions, with everything ever said of them.';

CREATE SCHEMA nightjar;

COMMENT ON SCHEMA nightjar IS 'Nightjar''s own ledger: nights, refused rows, files picked up, feeds, health.';

CREATE SCHEMA reports;

COMMENT ON SCHEMA reports IS 'Reports over the films of tmdb, deleted ones included (the views beside the tables of tmdb hold live ones only). A film''s year is that of its release date; films without one are left out.';

CREATE SCHEMA summaries;

COMMENT ON SCHEMA summaries IS 'Figures that every night brings up to date within its own transaction; what answers and reports read. Not for direct use.';

CREATE SCHEMA tmdb;

COMMENT ON SCHEMA tmdb IS 'Films, their people and companies, and ratings, from The Movies Dataset.';

CREATE SCHEMA vendor;

COMMENT ON SCHEMA vendor IS 'The vendor''s authors, books and reviews, with everything it ever said of them.';

CREATE FUNCTION answers.books_by_nationality(nationality text) RETURNS TABLE(title_key text)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  SELECT DISTINCT answers.title_key(books.title)
  FROM vendor.authors
  JOIN vendor.books ON books.author = authors.name
  WHERE nationality = ANY (authors.nationalities)
$$;

COMMENT ON FUNCTION answers.books_by_nationality(nationality text) IS 'The title keys of the books by authors of a nationality, by its label.';

CREATE FUNCTION answers.film_lengths() RETURNS TABLE(title_key text, duration_mins bigint)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  -- A title may be spelled in more than one way among the films: one that is still listed counts, then the first.
  SELECT DISTINCT ON (keyed.title_key) keyed.title_key, keyed.duration_mins
  FROM (
    SELECT answers.title_key(movies.title) AS title_key, movies.title, movies.duration_mins, movies.deleted_at
    FROM app.movies
    WHERE movies.duration_mins IS NOT NULL
  ) AS keyed
  ORDER BY keyed.title_key, keyed.deleted_at IS NOT NULL, keyed.title
$$;

COMMENT ON FUNCTION answers.film_lengths() IS 'The running time of each film in minutes, by its title key.';

CREATE FUNCTION answers.in_progress(start_at timestamp with time zone, end_at timestamp with time zone, from_at timestamp with time zone, until_at timestamp with time zone) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((start_at < until_at) AND ((end_at > from_at) OR (end_at IS NULL)));

COMMENT ON FUNCTION answers.in_progress(start_at timestamp with time zone, end_at timestamp with time zone, from_at timestamp with time zone, until_at timestamp with time zone) IS 'Whether a session was in progress at any time in [from_at, until_at). One without an end counts as still in progress.';

CREATE FUNCTION answers.median_stream_megabytes(from_at timestamp with time zone, until_at timestamp with time zone) RETURNS double precision
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
DECLARE
  kept double precision;
BEGIN
  IF from_at = '-infinity' AND until_at = 'infinity' AND nightjar.summary_is_current('streams') THEN
    kept := summaries.median_stream_megabytes();
  END IF;
  RETURN COALESCE(kept, (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY streams.size_mb)
    FROM app.streams
    WHERE streams.start_at >= from_at AND streams.start_at < until_at));
END
$$;

COMMENT ON FUNCTION answers.median_stream_megabytes(from_at timestamp with time zone, until_at timestamp with time zone) IS 'The median of the megabytes sent in the sessions that started in [from_at, until_at).';

CREATE FUNCTION answers.movies_by_nationality(nationality text) RETURNS TABLE(title_key text)
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $_$
#variable_conflict use_column
BEGIN
  IF nightjar.summary_is_current('reviews')
    AND EXISTS (SELECT FROM summaries.nationalities AS kept WHERE kept.nationality = $1) THEN
    RETURN QUERY
      SELECT DISTINCT movies.title_key
      FROM summaries.nationality_movies AS kept
      JOIN summaries.reviewed_movies AS movies ON movies.movie_title = kept.movie_title
      WHERE kept.nationality = $1;
  ELSE
    RETURN QUERY
      WITH spelled AS MATERIALIZED (
        SELECT titles.book_title
        FROM (SELECT DISTINCT reviews.book_title FROM vendor.reviews) AS titles
        JOIN answers.books_by_nationality($1) AS books ON books.title_key = answers.title_key(titles.book_title)
      ),
      movies AS MATERIALIZED (
        SELECT DISTINCT reviews.movie_title
        FROM vendor.reviews
        JOIN spelled ON spelled.book_title = reviews.book_title
      )
      SELECT DISTINCT answers.title_key(movies.movie_title) FROM movies;
  END IF;
END
$_$;

COMMENT ON FUNCTION answers.movies_by_nationality(nationality text) IS 'The title keys of the films that reviews tie to a book by an author of a nationality.';

CREATE FUNCTION answers.reviewed_movies() RETURNS TABLE(movie_title text, title_key text)
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
#variable_conflict use_column
BEGIN
  IF nightjar.summary_is_current('reviews') THEN
    RETURN QUERY SELECT kept.movie_title, kept.title_key FROM summaries.reviewed_movies AS kept;
  ELSE
    RETURN QUERY
      SELECT titles.movie_title, answers.title_key(titles.movie_title)
      FROM (SELECT DISTINCT reviews.movie_title FROM vendor.reviews) AS titles;
  END IF;
END
$$;

COMMENT ON FUNCTION answers.reviewed_movies() IS 'The titles of all films that a review ties to a book, in each spelling, with the key by which titles are compared.';

CREATE FUNCTION answers.sessions_in_progress(title text, from_at timestamp with time zone, until_at timestamp with time zone) RETURNS TABLE(movie_title text, user_email text, start_at timestamp with time zone, end_at timestamp with time zone)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  SELECT streams.movie_title, streams.user_email, streams.start_at, streams.end_at
  FROM app.streams
  WHERE streams.movie_title IN (
      SELECT titles.movie_title FROM answers.streamed_titles() AS titles
      WHERE titles.title_key = answers.title_key(title))
    AND answers.in_progress(streams.start_at, streams.end_at, from_at, until_at)
$$;

COMMENT ON FUNCTION answers.sessions_in_progress(title text, from_at timestamp with time zone, until_at timestamp with time zone) IS 'The sessions of a title, in any spelling, that were in progress at any time in [from_at, until_at). A session without an end counts as still in progress.';

CREATE FUNCTION answers.sessions_that_watched(share numeric, from_at timestamp with time zone, until_at timestamp with time zone) RETURNS TABLE(user_email text, start_at timestamp with time zone, inside boolean, by_start boolean)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  WITH lengths AS MATERIALIZED (
    SELECT
      titles.movie_title,
      make_interval(secs => (share * 60 * films.duration_mins)::double precision) AS needed
    FROM answers.streamed_titles() AS titles
    JOIN answers.film_lengths() AS films ON films.title_key = titles.title_key
  )
  SELECT streams.user_email, streams.start_at, watched.inside, watched.by_start
  FROM app.streams
  JOIN lengths ON lengths.movie_title = streams.movie_title
  CROSS JOIN LATERAL answers.watched(streams.start_at, streams.end_at, from_at, until_at, lengths.needed) AS watched
  WHERE streams.start_at < until_at AND streams.end_at > from_at
    AND (watched.inside OR watched.by_start)
$$;

COMMENT ON FUNCTION answers.sessions_that_watched(share numeric, from_at timestamp with time zone, until_at timestamp with time zone) IS 'The sessions that lasted at least the given share of the film''s running time: counting only their part inside [from_at, until_at) (inside), or counting the whole of those that started in it (by_start).';

CREATE FUNCTION answers.stream_duration(from_at timestamp with time zone, until_at timestamp with time zone) RETURNS TABLE(sessions bigint, seconds numeric)
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
#variable_conflict use_column
BEGIN
  IF from_at = '-infinity' AND until_at = 'infinity' AND nightjar.summary_is_current('streams') THEN
    RETURN QUERY SELECT kept.sessions, extract(epoch FROM kept.duration) FROM summaries.stream_totals AS kept;
  ELSE
    RETURN QUERY
      SELECT count(streams.end_at), extract(epoch FROM sum(streams.end_at - streams.start_at))
      FROM app.streams
      WHERE streams.start_at >= from_at AND streams.start_at < until_at;
  END IF;
END
$$;

COMMENT ON FUNCTION answers.stream_duration(from_at timestamp with time zone, until_at timestamp with time zone) IS 'How many sessions that started in [from_at, until_at) have ended, and how many seconds they lasted in all.';

CREATE FUNCTION answers.streamed_movies_by_nationality(nationality text) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  SELECT count(DISTINCT streamed.title_key)
  FROM answers.streamed_titles() AS streamed
  JOIN answers.movies_by_nationality(nationality) AS movies ON movies.title_key = streamed.title_key
$$;

COMMENT ON FUNCTION answers.streamed_movies_by_nationality(nationality text) IS 'How many streamed films are based on a book whose author has the given nationality, by its label.';

CREATE FUNCTION answers.streamed_titles() RETURNS TABLE(movie_title text, title_key text)
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
#variable_conflict use_column
BEGIN
  IF nightjar.summary_is_current('streams') THEN
    RETURN QUERY SELECT kept.movie_title, kept.title_key FROM summaries.streamed_titles AS kept;
  ELSE
    RETURN QUERY
      SELECT titles.movie_title, answers.title_key(titles.movie_title)
      FROM (SELECT DISTINCT streams.movie_title FROM app.streams) AS titles;
  END IF;
END
$$;

COMMENT ON FUNCTION answers.streamed_titles() IS 'The titles of all films that were ever streamed, in each spelling, with the key by which titles are compared.';

CREATE FUNCTION answers.title_key(title text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (lower(upper((title COLLATE "und-x-icu"))) COLLATE "C");

COMMENT ON FUNCTION answers.title_key(title text) IS 'What two spellings of a title have in common: the same text whatever the case of its letters, in any script.';

CREATE FUNCTION answers.users_in_session(title text, from_at timestamp with time zone, until_at timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $_$
DECLARE
  kept bigint;
BEGIN
  kept := (
    SELECT asked.users FROM summaries.outages AS asked
    WHERE asked.title_key = answers.title_key($1) AND asked.from_at = $2 AND asked.until_at = $3
      AND nightjar.summary_is_current('streams'));
  RETURN COALESCE(kept, (
    SELECT count(DISTINCT sessions.user_email) FROM answers.sessions_in_progress($1, $2, $3) AS sessions));
END
$_$;

COMMENT ON FUNCTION answers.users_in_session(title text, from_at timestamp with time zone, until_at timestamp with time zone) IS 'How many users had a session of a title in progress at any time in [from_at, until_at). A standing question (summaries.outages) is answered without reading sessions.';

CREATE FUNCTION answers.users_who_watched(share numeric, from_at timestamp with time zone, until_at timestamp with time zone) RETURNS TABLE(users bigint, users_by_start bigint)
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $_$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT kept.users, kept.users_by_start FROM summaries.watch_windows AS kept
    WHERE kept.share = $1 AND kept.from_at = $2 AND kept.until_at = $3
      AND nightjar.summary_is_current('streams');
  IF NOT FOUND THEN
    RETURN QUERY
      SELECT
        count(DISTINCT sessions.user_email) FILTER (WHERE sessions.inside),
        count(DISTINCT sessions.user_email) FILTER (WHERE sessions.by_start)
      FROM answers.sessions_that_watched($1, $2, $3) AS sessions;
  END IF;
END
$_$;

COMMENT ON FUNCTION answers.users_who_watched(share numeric, from_at timestamp with time zone, until_at timestamp with time zone) IS 'How many users watched at least the given share of a film in one session in [from_at, until_at): counting only what lies inside, and counting sessions that started in it whole. A standing question (summaries.watch_windows) is answered without reading sessions.';

CREATE FUNCTION answers.watched(start_at timestamp with time zone, end_at timestamp with time zone, from_at timestamp with time zone, until_at timestamp with time zone, needed interval) RETURNS TABLE(inside boolean, by_start boolean)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  SELECT
    LEAST(end_at, until_at) - GREATEST(start_at, from_at) >= needed,
    start_at >= from_at AND start_at < until_at AND end_at - start_at >= needed
$$;

COMMENT ON FUNCTION answers.watched(start_at timestamp with time zone, end_at timestamp with time zone, from_at timestamp with time zone, until_at timestamp with time zone, needed interval) IS 'Whether a session lasted as long as needed: counting only its part inside [from_at, until_at), or the whole of one that started in it.';

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE app.movies (
    title text NOT NULL COLLATE pg_catalog."C",
    duration_mins bigint,
    original_language text,
    size_mb bigint,
    valid_from timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    run_id bigint NOT NULL,
    row_id bigint NOT NULL,
    value_fingerprint uuid NOT NULL
)
WITH (fillfactor='90');

COMMENT ON TABLE app.movies IS 'Films on offer: the newest version known of each, deleted ones included.';

COMMENT ON COLUMN app.movies.title IS 'Title of the film, which names it.';

COMMENT ON COLUMN app.movies.duration_mins IS 'Running time in minutes.';

COMMENT ON COLUMN app.movies.original_language IS 'Original language, as an English word.';

COMMENT ON COLUMN app.movies.size_mb IS 'Size of the whole film in megabytes (1,000,000 bytes).';

COMMENT ON COLUMN app.movies.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN app.movies.deleted_at IS 'Since when the vendor no longer lists the row; null while it does.';

COMMENT ON COLUMN app.movies.run_id IS 'The night that wrote this row, as in nightjar.runs.';

COMMENT ON COLUMN app.movies.row_id IS 'Nightjar''s own number of the row; it stays the same through all versions.';

COMMENT ON COLUMN app.movies.value_fingerprint IS 'XXH3-128 of the typed values: equal for equal rows, whatever the dump looked like.';

CREATE VIEW app.movies_live AS
 SELECT movies.title,
    movies.duration_mins,
    movies.original_language,
    movies.size_mb,
    movies.valid_from
   FROM app.movies
  WHERE (movies.deleted_at IS NULL);

COMMENT ON VIEW app.movies_live IS 'What the newest dump of app.movies holds: the rows that are not deleted.';

COMMENT ON COLUMN app.movies_live.title IS 'Title of the film, which names it.';

COMMENT ON COLUMN app.movies_live.duration_mins IS 'Running time in minutes.';

COMMENT ON COLUMN app.movies_live.original_language IS 'Original language, as an English word.';

COMMENT ON COLUMN app.movies_live.size_mb IS 'Size of the whole film in megabytes (1,000,000 bytes).';

COMMENT ON COLUMN app.movies_live.valid_from IS 'Since when this version holds.';

CREATE FUNCTION app.movies_as_of(timestamp with time zone) RETURNS SETOF app.movies_live
    LANGUAGE sql STABLE
    AS $_$SELECT h.title, h.duration_mins, h.original_language, h.size_mb, h.valid_from FROM app.movies_history AS h WHERE h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1)$_$;

COMMENT ON FUNCTION app.movies_as_of(timestamp with time zone) IS 'The rows of app.movies as they were live at the given instant.';

CREATE TABLE app.streams (
    movie_title text NOT NULL COLLATE pg_catalog."C",
    user_email text NOT NULL COLLATE pg_catalog."C",
    size_mb double precision,
    start_at timestamp with time zone NOT NULL,
    end_at timestamp with time zone,
    valid_from timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    run_id bigint NOT NULL,
    row_id bigint NOT NULL,
    value_fingerprint uuid NOT NULL
)
WITH (fillfactor='100');

COMMENT ON TABLE app.streams IS 'Sessions: one user streaming one film. Dumps only add to it; the newest version known of each.';

COMMENT ON COLUMN app.streams.movie_title IS 'Title of the film, as app.movies.title has it.';

COMMENT ON COLUMN app.streams.user_email IS 'E-mail address of the user, as app.users.email has it.';

COMMENT ON COLUMN app.streams.size_mb IS 'Megabytes sent during the session.';

COMMENT ON COLUMN app.streams.start_at IS 'When the session began.';

COMMENT ON COLUMN app.streams.end_at IS 'When the session ended; null while that is not known.';

COMMENT ON COLUMN app.streams.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN app.streams.deleted_at IS 'Since when the vendor no longer lists the row; null while it does.';

COMMENT ON COLUMN app.streams.run_id IS 'The night that wrote this row, as in nightjar.runs.';

COMMENT ON COLUMN app.streams.row_id IS 'Nightjar''s own number of the row; it stays the same through all versions.';

COMMENT ON COLUMN app.streams.value_fingerprint IS 'XXH3-128 of the typed values: equal for equal rows, whatever the dump looked like.';

CREATE VIEW app.streams_live AS
 SELECT streams.movie_title,
    streams.user_email,
    streams.size_mb,
    streams.start_at,
    streams.end_at,
    streams.valid_from
   FROM app.streams
  WHERE (streams.deleted_at IS NULL);

COMMENT ON VIEW app.streams_live IS 'What the newest dump of app.streams holds: the rows that are not deleted.';

COMMENT ON COLUMN app.streams_live.movie_title IS 'Title of the film, as app.movies.title has it.';

COMMENT ON COLUMN app.streams_live.user_email IS 'E-mail address of the user, as app.users.email has it.';

COMMENT ON COLUMN app.streams_live.size_mb IS 'Megabytes sent during the session.';

COMMENT ON COLUMN app.streams_live.start_at IS 'When the session began.';

COMMENT ON COLUMN app.streams_live.end_at IS 'When the session ended; null while that is not known.';

COMMENT ON COLUMN app.streams_live.valid_from IS 'Since when this version holds.';

CREATE FUNCTION app.streams_as_of(timestamp with time zone) RETURNS SETOF app.streams_live
    LANGUAGE sql STABLE
    AS $_$SELECT h.movie_title, h.user_email, h.size_mb, h.start_at, h.end_at, h.valid_from FROM app.streams_history AS h WHERE h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1)$_$;

COMMENT ON FUNCTION app.streams_as_of(timestamp with time zone) IS 'The rows of app.streams as they were live at the given instant.';

CREATE TABLE app.users (
    email text NOT NULL COLLATE pg_catalog."C",
    first_name text,
    last_name text,
    valid_from timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    run_id bigint NOT NULL,
    row_id bigint NOT NULL,
    value_fingerprint uuid NOT NULL
)
WITH (fillfactor='90');

COMMENT ON TABLE app.users IS 'Users of the service: the newest version known of each, deleted ones included.';

COMMENT ON COLUMN app.users.email IS 'The user''s e-mail address, which names the user.';

COMMENT ON COLUMN app.users.first_name IS 'First name.';

COMMENT ON COLUMN app.users.last_name IS 'Last name.';

COMMENT ON COLUMN app.users.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN app.users.deleted_at IS 'Since when the vendor no longer lists the row; null while it does.';

COMMENT ON COLUMN app.users.run_id IS 'The night that wrote this row, as in nightjar.runs.';

COMMENT ON COLUMN app.users.row_id IS 'Nightjar''s own number of the row; it stays the same through all versions.';

COMMENT ON COLUMN app.users.value_fingerprint IS 'XXH3-128 of the typed values: equal for equal rows, whatever the dump looked like.';

CREATE VIEW app.users_live AS
 SELECT users.email,
    users.first_name,
    users.last_name,
    users.valid_from
   FROM app.users
  WHERE (users.deleted_at IS NULL);

COMMENT ON VIEW app.users_live IS 'What the newest dump of app.users holds: the rows that are not deleted.';

COMMENT ON COLUMN app.users_live.email IS 'The user''s e-mail address, which names the user.';

COMMENT ON COLUMN app.users_live.first_name IS 'First name.';

COMMENT ON COLUMN app.users_live.last_name IS 'Last name.';

COMMENT ON COLUMN app.users_live.valid_from IS 'Since when this version holds.';

CREATE FUNCTION app.users_as_of(timestamp with time zone) RETURNS SETOF app.users_live
    LANGUAGE sql STABLE
    AS $_$SELECT h.email, h.first_name, h.last_name, h.valid_from FROM app.users_history AS h WHERE h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1)$_$;

COMMENT ON FUNCTION app.users_as_of(timestamp with time zone) IS 'The rows of app.users as they were live at the given instant.';

CREATE FUNCTION nightjar.adopt_feed(feed regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  schema_name text;
  table_name text;
  past text;
  staging text;
  history text;
  live text;
  as_of text;
BEGIN
  SELECT n.nspname, c.relname INTO STRICT schema_name, table_name
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.oid = feed;
  IF length(table_name) > 50 THEN
    RAISE EXCEPTION 'the feed''s name % is too long', table_name
      USING HINT = 'PostgreSQL''s names end after 63 bytes: give the table a name of at most 50.';
  END IF;
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_index AS i WHERE i.indrelid = feed AND i.indisprimary) THEN
    RAISE EXCEPTION 'table %.% has no primary key', schema_name, table_name
      USING HINT = 'A feed is compared by its key: add CONSTRAINT … PRIMARY KEY (…).';
  END IF;
  past := format('%I.%I', schema_name, table_name || '_past');
  staging := format('%I.%I', schema_name, table_name || '_staging');
  history := format('%I.%I', schema_name, table_name || '_history');
  live := format('%I.%I', schema_name, table_name || '_live');
  as_of := format('%I.%I', schema_name, table_name || '_as_of');

  PERFORM nightjar.adopt_past(feed, past);
  PERFORM nightjar.adopt_staging(feed, staging);
  PERFORM nightjar.adopt_readers(feed, past, history, live, as_of);
  PERFORM nightjar.comment_feed(feed, past, staging, history, live, as_of);
  -- Room for a version on the page of the one it replaces: then no index has to learn of it.
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_class AS c
    WHERE c.oid = feed AND array_to_string(c.reloptions, ',') LIKE '%fillfactor=%')
  THEN
    EXECUTE format('ALTER TABLE %I.%I SET (fillfactor = 90)', schema_name, table_name);
  END IF;
  INSERT INTO nightjar.feeds (feed, dataset) VALUES (schema_name || '.' || table_name, schema_name)
  ON CONFLICT ON CONSTRAINT feeds_pkey DO NOTHING;
  IF (SELECT feeds.is_found_by_row_id FROM nightjar.feeds WHERE feeds.feed = schema_name || '.' || table_name) THEN
    -- Not unique: on Citus only keys that hold the distribution column can be.
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %I.%I (row_id)', table_name || '_row_id', schema_name, table_name);
  END IF;
END
$$;

COMMENT ON FUNCTION nightjar.adopt_feed(feed regclass) IS 'Makes, or brings up to date with the columns of its table, all that stands beside a feed''s table, and registers the feed. Safe to repeat.';

CREATE FUNCTION nightjar.adopt_past(feed regclass, past text) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  wanted record;
  first_key text;
  present_type text;
BEGIN
  IF to_regclass(past) IS NULL THEN
    EXECUTE format(
      'CREATE TABLE %s (%s, valid_from timestamptz NOT NULL, valid_to timestamptz NOT NULL, run_id bigint NOT NULL)',
      past, (SELECT string_agg(c.definition, ', ') FROM nightjar.feed_columns(feed) AS c));
    -- By the key's first column only: equal values share an index entry, so that a night's additions
    -- touch few pages however deep the history is. Ranges of time and nights need no more than BRIN,
    -- since the table only grows. What is not summarised in it is read by every search, so that
    -- autovacuum is told of each range that has filled.
    SELECT quote_ident(a.attname) INTO first_key
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = feed AND i.indisprimary;
    EXECUTE format('CREATE INDEX ON %s (%s)', past, first_key);
    EXECUTE format('CREATE INDEX ON %s USING brin (run_id, valid_to) WITH (pages_per_range = 16, autosummarize = on)', past);
  END IF;

  FOR wanted IN
    SELECT c.name, c.definition, c.type FROM nightjar.feed_columns(feed) AS c
  LOOP
    present_type := (
      SELECT format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_attribute AS a
      WHERE a.attrelid = past::regclass AND a.attname = wanted.name AND NOT a.attisdropped);
    IF present_type IS NULL THEN
      EXECUTE format('ALTER TABLE %s ADD COLUMN %s', past, wanted.definition);
    ELSIF present_type <> wanted.type THEN
      RAISE EXCEPTION 'column % is % in % but % in %', wanted.name, wanted.type, feed, present_type, past
        USING HINT = format('Let one more migration retype it in all tables and views: SELECT nightjar.retype_column(%L, %L, %L);',
          feed, wanted.name, wanted.type);
    END IF;
  END LOOP;

  FOR wanted IN
    SELECT a.attname AS name FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = past::regclass AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attname NOT IN ('valid_from', 'valid_to', 'run_id')
      AND a.attname NOT IN (SELECT c.name FROM nightjar.feed_columns(feed) AS c)
  LOOP
    RAISE EXCEPTION 'column % is in % but no longer in %', wanted.name, past, feed
      USING HINT = format('If it has another name now, let one more migration say so: SELECT nightjar.rename_column(%L, %L, ''its new name''); if its history may go: SELECT nightjar.drop_column(%L, %L); otherwise add it to %s again.',
        feed, wanted.name, feed, wanted.name, feed);
  END LOOP;
END
$$;

COMMENT ON FUNCTION nightjar.adopt_past(feed regclass, past text) IS 'Makes the table of a feed''s closed versions, or adds the columns that it lacks. It never drops or retypes one: that is for a migration.';

CREATE FUNCTION nightjar.adopt_readers(feed regclass, past text, history text, live text, as_of text) RETURNS void
    LANGUAGE plpgsql
    AS $_$
DECLARE
  data_columns text[] := ARRAY(SELECT c.name FROM nightjar.feed_columns(feed) AS c);
  history_columns text[] := nightjar.columns_in_order(history, data_columns || ARRAY['valid_from', 'valid_to']);
  live_columns text[] := nightjar.columns_in_order(live, data_columns || ARRAY['valid_from']);
  rows_then text;
BEGIN
  PERFORM nightjar.replace_view(history, format(
    'SELECT %s FROM %s UNION ALL SELECT %s FROM %s',
    (SELECT string_agg(quote_ident(c), ', ') FROM unnest(history_columns) AS c), past,
    (SELECT string_agg(CASE c WHEN 'valid_to' THEN 'deleted_at AS valid_to' ELSE quote_ident(c) END, ', ')
      FROM unnest(history_columns) AS c), feed));

  PERFORM nightjar.replace_view(live, format(
    'SELECT %s FROM %s WHERE deleted_at IS NULL',
    (SELECT string_agg(quote_ident(c), ', ') FROM unnest(live_columns) AS c), feed));

  -- From the history rather than from the tables beneath: then who may read that may call this.
  rows_then := format(
    'SELECT %s FROM %s AS h WHERE h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1)',
    (SELECT string_agg('h.' || quote_ident(c), ', ') FROM unnest(live_columns) AS c), history);
  -- It returns the row type of S.T_live rather than a list of columns: only a row type carries the key's
  -- collation, without which a condition on the key would not find the index.
  EXECUTE CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'citus') THEN
    -- Citus cannot plan a parametrised SQL function over distributed tables.
    format('CREATE OR REPLACE FUNCTION %s(timestamptz) RETURNS SETOF %s LANGUAGE plpgsql STABLE AS %L',
      as_of, live, format('BEGIN RETURN QUERY %s; END', rows_then))
  ELSE
    -- A plain SQL body is merged into the query that calls it, so that its conditions reach the tables.
    format('CREATE OR REPLACE FUNCTION %s(timestamptz) RETURNS SETOF %s LANGUAGE sql STABLE AS %L',
      as_of, live, rows_then)
  END;
END
$_$;

COMMENT ON FUNCTION nightjar.adopt_readers(feed regclass, past text, history text, live text, as_of text) IS 'Makes or renews the views of a feed''s history and live rows and the function of its rows at an instant.';

CREATE FUNCTION nightjar.adopt_staging(feed regclass, staging text) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  columns_wanted text;
  columns_present text;
BEGIN
  SELECT string_agg(c.definition, ', ')
    || ', record bigint, spoiled boolean, known_row_id bigint'
  INTO columns_wanted FROM nightjar.feed_columns(feed) AS c;

  IF to_regclass(staging) IS NOT NULL THEN
    SELECT string_agg(c.definition, ', ')
    INTO columns_present FROM nightjar.feed_columns(to_regclass(staging)) AS c;
    IF columns_present IS DISTINCT FROM columns_wanted THEN
      EXECUTE format('DROP TABLE %s', staging);  -- nothing is kept in it between nights
    END IF;
  END IF;
  EXECUTE format('CREATE UNLOGGED TABLE IF NOT EXISTS %s (%s, row_id bigint, value_fingerprint uuid)',
    staging, columns_wanted);
  -- In the middle of a night autovacuum would find no row, since none is committed, and have the planner
  -- believe it. There is nothing to clean either: each night empties the table.
  EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', staging);
END
$$;

COMMENT ON FUNCTION nightjar.adopt_staging(feed regclass, staging text) IS 'Makes the unlogged table into which a night copies what may have changed, anew if the feed''s columns have changed.';

CREATE FUNCTION nightjar.after_load(of_dataset text, of_run_id bigint) RETURNS void
    LANGUAGE plpgsql
    SET seq_page_cost TO '0.1'
    SET random_page_cost TO '0.1'
    SET jit TO 'off'
    SET work_mem TO '64MB'
    AS $_$
DECLARE
  kept record;
BEGIN
  FOR kept IN
    SELECT s.summary, s.feed, s.run_id,
      EXISTS (
        SELECT FROM nightjar.runs
        WHERE runs.dataset = of_dataset AND runs.outcome = 'loaded'
          AND runs.run_id > s.run_id AND runs.run_id <> of_run_id) AS missed_a_night
    FROM nightjar.summaries AS s
    WHERE s.dataset = of_dataset
    ORDER BY s.summary
    FOR UPDATE OF s
  LOOP
    IF kept.run_id IS NULL OR kept.missed_a_night
      OR nightjar.versions_staged(kept.feed) <> nightjar.versions_written(of_run_id, kept.feed)
    THEN
      EXECUTE format('SELECT summaries.%I()', 'rebuild_' || kept.summary);
    ELSE
      EXECUTE format('SELECT summaries.%I($1)', 'refresh_' || kept.summary) USING of_run_id;
    END IF;
  END LOOP;
  PERFORM nightjar.note_summaries(of_dataset);
END
$_$;

COMMENT ON FUNCTION nightjar.after_load(of_dataset text, of_run_id bigint) IS 'Brings the summaries of a dataset up to a night; its last step before the commit, while the staging tables are still full.';

CREATE FUNCTION nightjar.beside(feed text, suffix text) RETURNS regclass
    LANGUAGE sql STABLE
    AS $$
  SELECT to_regclass(format('%I.%I', n.nspname, c.relname || suffix))
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.oid = feed::regclass
$$;

COMMENT ON FUNCTION nightjar.beside(feed text, suffix text) IS 'The relation that stands beside a feed''s table under its name and a suffix; null where there is none.';

CREATE FUNCTION nightjar.bring_grants_up_to_date() RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  statement text;
BEGIN
  PERFORM nightjar.make_roles();
  FOR statement IN SELECT nightjar.missing_grants() UNION ALL SELECT nightjar.surplus_grants() LOOP
    BEGIN
      EXECUTE statement;
    EXCEPTION
      WHEN insufficient_privilege THEN
        RAISE NOTICE 'not done: % may not run: %', current_user, statement
          USING HINT = 'Have the owner, or an administrator, run it.';
    END;
  END LOOP;
END
$$;

COMMENT ON FUNCTION nightjar.bring_grants_up_to_date() IS 'Creates the roles that are missing and grants each what it is for, where the user may. Safe to repeat; also after pg_restore --no-privileges.';

CREATE FUNCTION nightjar.change_column(feed text, column_name text, change text, but_not text DEFAULT NULL::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  history text := nightjar.beside(feed, '_history');
  live text := nightjar.beside(feed, '_live');
  history_columns text := nightjar.columns_of(history::regclass, but_not);
  live_columns text := nightjar.columns_of(live::regclass, but_not);
  -- Views list the columns of a function that they call, the dropped one among them.
  called_then text[] := ARRAY(
    SELECT a.attname::text FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = live::regclass AND a.attnum > 0 ORDER BY a.attnum);
  relations regclass[];
  relation regclass;
  remembered jsonb;
BEGIN
  IF but_not IS NOT NULL THEN
    PERFORM nightjar.refuse_other_names(live::regclass);
  END IF;
  SELECT array_agg(a.attrelid::regclass),
    nightjar.set_aside(jsonb_agg(jsonb_build_object(
      'class_oid', 'pg_catalog.pg_class'::regclass::oid::text, 'object_oid', a.attrelid::text, 'column_number', a.attnum)))
  INTO relations, remembered
  FROM pg_catalog.pg_attribute AS a
  WHERE a.attrelid IN (feed::regclass, nightjar.beside(feed, '_past')) AND a.attname = column_name AND NOT a.attisdropped;
  IF relations IS NULL THEN
    RAISE EXCEPTION 'table % has no column "%"', feed, column_name USING ERRCODE = 'undefined_column';
  END IF;
  FOREACH relation IN ARRAY relations LOOP
    EXECUTE format('ALTER TABLE %s %s', relation, change);
  END LOOP;
  -- Their columns are to keep their order, by which views list those of the function.
  IF history IS NOT NULL AND to_regclass(history) IS NULL THEN
    EXECUTE format('CREATE VIEW %s AS SELECT %s FROM %s', history,
      regexp_replace(history_columns, '\yvalid_to\y', 'deleted_at AS valid_to'), feed);
  END IF;
  IF live IS NOT NULL AND to_regclass(live) IS NULL THEN
    EXECUTE format('CREATE VIEW %s AS SELECT %s FROM %s', live, live_columns, feed);
  END IF;
  PERFORM nightjar.renew_feed(feed);
  PERFORM nightjar.put_back(CASE WHEN but_not = ANY (called_then)
    THEN nightjar.without_column(remembered, called_then, but_not) ELSE remembered END);
END
$$;

COMMENT ON FUNCTION nightjar.change_column(feed text, column_name text, change text, but_not text) IS 'Alters a column of a feed''s table and of its closed versions; removes what stands on it before that and makes it again, without a column that is dropped.';

CREATE FUNCTION nightjar.columns_in_order(view text, wanted text[]) RETURNS text[]
    LANGUAGE sql STABLE
    AS $$
  SELECT array_agg(w.name ORDER BY a.attnum NULLS LAST, w.place)
  FROM unnest(wanted) WITH ORDINALITY AS w (name, place)
  LEFT JOIN pg_catalog.pg_attribute AS a
    ON a.attrelid = to_regclass(view) AND a.attname = w.name AND NOT a.attisdropped
$$;

COMMENT ON FUNCTION nightjar.columns_in_order(view text, wanted text[]) IS 'The wanted columns in the order that a view has them in, new ones at the end: so the view can be replaced in place.';

CREATE FUNCTION nightjar.columns_of(relation regclass, but_not text DEFAULT NULL::text) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
  FROM pg_catalog.pg_attribute AS a
  WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped AND a.attname IS DISTINCT FROM but_not
$$;

COMMENT ON FUNCTION nightjar.columns_of(relation regclass, but_not text) IS 'The columns of a relation in their order, but for one.';

CREATE FUNCTION nightjar.comment_feed(feed regclass, past regclass, staging regclass, history regclass, live regclass, as_of text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  EXECUTE format('COMMENT ON TABLE %s IS %L', past, format(
    'Closed versions of %s: each row as it was before an update or a return. It only grows.', feed));
  EXECUTE format('COMMENT ON TABLE %s IS %L', staging, format(
    'Work space of the nights of %s. Before one commits it holds the versions that it writes and nothing else; the next one empties it.', feed));
  EXECUTE format('COMMENT ON VIEW %s IS %L', history, format(
    'Every version ever known of %s; it holds in [valid_from, valid_to). Gaps between versions are deletions.', feed));
  EXECUTE format('COMMENT ON VIEW %s IS %L', live, format(
    'What the newest dump of %s holds: the rows that are not deleted.', feed));
  EXECUTE format('COMMENT ON FUNCTION %s(timestamptz) IS %L', as_of, format(
    'The rows of %s as they were live at the given instant.', feed));

  PERFORM nightjar.comment_feed_column(relation, c.name, c.comment)
  FROM nightjar.feed_columns(feed) AS c
  CROSS JOIN unnest(ARRAY[past, staging, history, live]) AS relation;

  PERFORM nightjar.comment_feed_column(notes.relation, notes.column_name, notes.note)
  FROM (VALUES
    (feed, 'valid_from', 'Since when this version holds.'),
    (feed, 'deleted_at', 'Since when the vendor no longer lists the row; null while it does.'),
    (feed, 'run_id', 'The night that wrote this row, as in nightjar.runs.'),
    (feed, 'row_id', 'Nightjar''s own number of the row; it stays the same through all versions.'),
    (feed, 'value_fingerprint', 'XXH3-128 of the typed values: equal for equal rows, whatever the dump looked like.'),
    (past, 'valid_from', 'Since when this version held.'),
    (past, 'valid_to', 'Until when it held; that instant excluded.'),
    (past, 'run_id', 'The night that replaced this version by another, as in nightjar.runs.'),
    (staging, 'record', 'The record''s place in the dump, counted from 0.'),
    (staging, 'spoiled', 'True for a record whose key could be read and whose values do not fit.'),
    (staging, 'row_id', 'The row it becomes, should its key be new.'),
    (staging, 'value_fingerprint', 'Fingerprint of its values.'),
    (staging, 'known_row_id', 'The row that bears its key; null where none does.'),
    (history, 'valid_from', 'Since when this version holds.'),
    (history, 'valid_to', 'Until when it held, that instant excluded; null while it holds.'),
    (live, 'valid_from', 'Since when this version holds.')
  ) AS notes (relation, column_name, note);
END
$$;

COMMENT ON FUNCTION nightjar.comment_feed(feed regclass, past regclass, staging regclass, history regclass, live regclass, as_of text) IS 'Comments all that stands beside a feed''s table; columns take over the comments of the table.';

CREATE FUNCTION nightjar.comment_feed_column(relation regclass, column_name text, note text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', relation, column_name, note);
END
$$;

COMMENT ON FUNCTION nightjar.comment_feed_column(relation regclass, column_name text, note text) IS 'Sets the comment of one column.';

CREATE FUNCTION nightjar.dependents_of(roots jsonb) RETURNS TABLE(class_oid oid, object_oid oid, depth integer, obstacle text)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  WITH RECURSIVE reached AS (
    SELECT r.class_oid, r.object_oid, r.column_number, 0 AS depth, NULL::text AS obstacle
    FROM jsonb_to_recordset(roots) AS r (class_oid oid, object_oid oid, column_number integer)
    UNION
    SELECT found.class_oid, found.object_oid, NULL::integer, reached.depth + 1, found.obstacle
    FROM reached
    CROSS JOIN LATERAL (
      SELECT d.classid, d.objid, d.objsubid
      FROM pg_depend AS d
      WHERE d.refclassid = reached.class_oid AND d.refobjid = reached.object_oid
        AND (reached.column_number IS NULL OR d.refobjsubid IN (0, reached.column_number))
      UNION
      -- Functions that take or return rows of a relation depend on its row type, or on arrays of it.
      SELECT d.classid, d.objid, d.objsubid
      FROM pg_class AS c
      JOIN pg_type AS t ON t.oid = c.reltype
      JOIN pg_depend AS d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray)
      WHERE reached.class_oid = 'pg_class'::regclass AND c.oid = reached.object_oid
        AND reached.column_number IS NULL
    ) AS d
    LEFT JOIN pg_rewrite AS rule ON d.classid = 'pg_rewrite'::regclass AND rule.oid = d.objid
    LEFT JOIN pg_class AS ruled ON ruled.oid = rule.ev_class
    CROSS JOIN LATERAL (
      SELECT
        CASE WHEN ruled.relkind IN ('v', 'm') THEN 'pg_class'::regclass::oid ELSE d.classid END AS class_oid,
        CASE WHEN ruled.relkind IN ('v', 'm') THEN ruled.oid ELSE d.objid END AS object_oid,
        CASE
          WHEN ruled.relkind IN ('v', 'm') OR (d.classid = 'pg_proc'::regclass AND
            (SELECT p.prokind <> 'a' FROM pg_proc AS p WHERE p.oid = d.objid)) THEN NULL
          ELSE pg_describe_object(d.classid, d.objid, d.objsubid)
        END AS obstacle
    ) AS found
    WHERE reached.obstacle IS NULL AND reached.depth < 50
      AND (found.class_oid, found.object_oid) <> (reached.class_oid, reached.object_oid)
      -- A table's own indexes, constraints and the like are ALTER TABLE's affair; a view's own parts go with it.
      AND NOT (found.obstacle IS NOT NULL AND (reached.column_number IS NOT NULL OR (
        reached.class_oid = 'pg_class'::regclass AND (
          EXISTS (SELECT FROM pg_type AS own WHERE d.classid = 'pg_type'::regclass AND own.oid = d.objid
            AND (own.typrelid = reached.object_oid
              OR own.oid = (SELECT t.typarray FROM pg_type AS t WHERE t.typrelid = reached.object_oid)))
          OR EXISTS (SELECT FROM pg_index AS own WHERE d.classid = 'pg_class'::regclass
            AND own.indexrelid = d.objid AND own.indrelid = reached.object_oid)
          OR EXISTS (SELECT FROM pg_attrdef AS own WHERE d.classid = 'pg_attrdef'::regclass
            AND own.oid = d.objid AND own.adrelid = reached.object_oid)
          OR EXISTS (SELECT FROM pg_trigger AS own WHERE d.classid = 'pg_trigger'::regclass
            AND own.oid = d.objid AND own.tgrelid = reached.object_oid)
          OR EXISTS (SELECT FROM pg_statistic_ext AS own WHERE d.classid = 'pg_statistic_ext'::regclass
            AND own.oid = d.objid AND own.stxrelid = reached.object_oid)
          OR EXISTS (SELECT FROM pg_class AS own WHERE d.classid = 'pg_class'::regclass
            AND own.oid = d.objid AND own.relkind = 't')))))
  )
  SELECT reached.class_oid, reached.object_oid, max(reached.depth), max(reached.obstacle)
  FROM reached
  GROUP BY reached.class_oid, reached.object_oid
$$;

COMMENT ON FUNCTION nightjar.dependents_of(roots jsonb) IS 'Views and functions that stand on the given objects or columns, directly or not, with how far away they are; and what else does, as an obstacle.';

CREATE FUNCTION nightjar.drop_column(feed text, column_name text) RETURNS void
    LANGUAGE sql
    AS $$
  SELECT nightjar.change_column(feed, column_name, format('DROP COLUMN %I', column_name), column_name)
$$;

COMMENT ON FUNCTION nightjar.drop_column(feed text, column_name text) IS 'Drops a column of a feed with its history. What people built on the views is made again, or the change refused where it uses the column.';

CREATE FUNCTION nightjar.feed_columns(feed regclass) RETURNS TABLE(name text, definition text, type text, comment text)
    LANGUAGE sql STABLE
    AS $$
  SELECT
    a.attname::text,
    quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
      || CASE WHEN a.attcollation <> t.typcollation
           THEN format(' COLLATE %I.%I', n.nspname, c.collname) ELSE '' END,
    format_type(a.atttypid, a.atttypmod),
    col_description(a.attrelid, a.attnum)
  FROM pg_catalog.pg_attribute AS a
  JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_collation AS c ON c.oid = a.attcollation
  LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.collnamespace
  WHERE a.attrelid = feed AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attname NOT IN ('valid_from', 'deleted_at', 'run_id', 'row_id', 'value_fingerprint')
  ORDER BY a.attnum
$$;

COMMENT ON FUNCTION nightjar.feed_columns(feed regclass) IS 'The data columns of a feed''s table in their order: all but the five that Nightjar keeps its books in.';

CREATE FUNCTION nightjar.granted_relations() RETURNS TABLE(role_name text, relation regclass, privilege text)
    LANGUAGE sql STABLE
    AS $$
  WITH relations AS (
    SELECT c.oid::regclass AS relation, n.nspname AS schema_name, c.relname, c.relkind,
      feeds.dataset IS NOT NULL AS is_of_dataset,
      EXISTS (
        SELECT FROM nightjar.feeds AS f
        WHERE f.dataset = n.nspname AND format('%s.%s', n.nspname, c.relname) IN (f.feed || '_past', f.feed || '_staging')
      ) AS is_beneath
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    LEFT JOIN (SELECT DISTINCT f.dataset FROM nightjar.feeds AS f) AS feeds ON feeds.dataset = n.nspname
    WHERE c.relkind IN ('r', 'p', 'v', 'm')
      -- What people made in these schemas is theirs to grant.
      AND c.relowner IN (
        SELECT own.relowner FROM pg_catalog.pg_class AS own WHERE own.relnamespace = 'nightjar'::regnamespace)
  )
  SELECT wanted.role_name, r.relation, privilege
  FROM relations AS r
  CROSS JOIN LATERAL (
    SELECT 'nightjar_ops' AS role_name, ARRAY['SELECT'] AS privileges
    WHERE r.schema_name = 'nightjar'
    UNION ALL
    SELECT 'nightjar_loader', ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']
      || CASE WHEN r.schema_name = 'nightjar' THEN '{}' ELSE ARRAY['TRUNCATE'] END
    WHERE (r.schema_name IN ('nightjar', 'summaries') OR r.is_of_dataset) AND r.relkind IN ('r', 'p')
    UNION ALL
    SELECT 'nightjar_loader', ARRAY['SELECT']
    WHERE (r.schema_name IN ('nightjar', 'summaries') OR r.is_of_dataset) AND r.relkind IN ('v', 'm')
    UNION ALL
    SELECT 'nightjar_analyst', ARRAY['SELECT']
    WHERE (r.schema_name IN ('answers', 'reports', 'summaries') OR r.is_of_dataset) AND NOT r.is_beneath
      OR r.relation = 'nightjar.health'::regclass
  ) AS wanted
  CROSS JOIN LATERAL unnest(wanted.privileges) AS privilege
$$;

COMMENT ON FUNCTION nightjar.granted_relations() IS 'What each role may do with which table or view. Analysts read neither closed versions, which S.T_history shows, nor work space.';

CREATE FUNCTION nightjar.granted_routines() RETURNS TABLE(role_name text, routine regprocedure, is_of_public boolean)
    LANGUAGE sql STABLE
    AS $$
  SELECT wanted.role_name, p.oid::regprocedure, n.nspname NOT IN ('nightjar', 'summaries')
  FROM pg_catalog.pg_proc AS p
  JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
  CROSS JOIN LATERAL (
    SELECT 'nightjar_loader' AS role_name
    WHERE n.nspname IN ('nightjar', 'summaries') OR n.nspname IN (SELECT f.dataset FROM nightjar.feeds AS f)
    UNION ALL
    SELECT 'nightjar_analyst'
    WHERE n.nspname IN ('answers', 'reports', 'summaries') OR n.nspname IN (SELECT f.dataset FROM nightjar.feeds AS f)
      OR n.nspname = 'nightjar' AND p.proname = 'judge'  -- nightjar.health calls it
    UNION ALL
    -- What `nightjar check` asks.
    SELECT 'nightjar_ops'
    WHERE n.nspname = 'nightjar' AND p.provolatile <> 'v'
    UNION ALL
    -- The one that every reader of an answer calls.
    SELECT 'public'
    WHERE n.nspname = 'nightjar' AND p.proname = 'summary_is_current'
  ) AS wanted
  WHERE p.proowner IN (
    SELECT own.relowner FROM pg_catalog.pg_class AS own WHERE own.relnamespace = 'nightjar'::regnamespace)
$$;

COMMENT ON FUNCTION nightjar.granted_routines() IS 'Which role may call which function. Those that change something are for those who migrate and load, not for everybody.';

CREATE FUNCTION nightjar.granted_schemas() RETURNS TABLE(role_name text, schema_name text)
    LANGUAGE sql STABLE
    AS $$
  SELECT DISTINCT wanted.role_name, wanted.schema_name
  FROM (
    VALUES ('nightjar_ops', 'nightjar'), ('nightjar_loader', 'nightjar'), ('nightjar_loader', 'summaries'),
      ('nightjar_loader', 'answers'), ('nightjar_analyst', 'nightjar'), ('nightjar_analyst', 'summaries'),
      ('nightjar_analyst', 'answers'), ('nightjar_analyst', 'reports')
    UNION ALL
    SELECT roles.role_name, f.dataset FROM nightjar.feeds AS f
    CROSS JOIN (VALUES ('nightjar_loader'), ('nightjar_analyst')) AS roles (role_name)
  ) AS wanted (role_name, schema_name)
  JOIN pg_catalog.pg_namespace AS n ON n.nspname = wanted.schema_name
$$;

COMMENT ON FUNCTION nightjar.granted_schemas() IS 'Which role may use which schema.';

CREATE FUNCTION nightjar.judge(notes jsonb) RETURNS TABLE(dataset text, last_success timestamp with time zone, age interval, due_at timestamp with time zone, late interval, last_outcome text, last_error text, held_run_id bigint, healthy boolean, reason text, running_run_id bigint, done_at timestamp with time zone, next_attempt_at timestamp with time zone, next_attempt_why text, activity text, waits_for text, waits_since timestamp with time zone, interrupted_run_id bigint, stale text, daemon_seen_at timestamp with time zone, unattended text, configured boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
WITH noted AS (
  SELECT note.*
  FROM jsonb_to_recordset(notes) AS note (
    dataset text,
    due_at timestamptz,
    dues timestamptz[],
    period interval,
    late_after interval,
    fault text,
    stale_after jsonb,
    unconfigured_since timestamptz
  )
),
known AS (
  SELECT noted.dataset FROM noted
  UNION
  SELECT datasets.dataset FROM nightjar.datasets
  UNION
  SELECT runs.dataset FROM nightjar.runs
),
nights AS (
  SELECT
    known.dataset,
    success.run_id AS success_run_id,
    success.started_at AS success_started_at,
    success.finished_at AS last_success,
    newest.run_id AS last_run_id,
    newest.outcome AS last_outcome,
    newest.error AS last_error,
    held.run_id AS held_run_id,
    unfinished.run_id AS unfinished_run_id,
    unfinished.started_at,
    unfinished.stage,
    unfinished.stage_since,
    unfinished.waits_for,
    unfinished.waits_since,
    -- A standby does not see the locks of its primary, and cannot tell.
    unfinished.run_id IS NOT NULL AND (holder.pid IS NOT NULL OR pg_is_in_recovery()) AS is_running,
    holder.pid AS holder_pid,
    unfinished.started_at + usual.duration AS usually_done_at
  FROM known
  LEFT JOIN LATERAL (
    SELECT runs.run_id, runs.started_at, runs.finished_at
    FROM nightjar.runs
    WHERE runs.dataset = known.dataset AND runs.outcome IN ('loaded', 'unchanged')
    ORDER BY runs.finished_at DESC NULLS LAST, runs.run_id DESC
    LIMIT 1
  ) AS success ON true
  LEFT JOIN LATERAL (
    SELECT runs.run_id, runs.outcome, runs.error
    FROM nightjar.runs
    WHERE runs.dataset = known.dataset AND runs.outcome <> 'running'
    ORDER BY runs.finished_at DESC NULLS LAST, runs.run_id DESC
    LIMIT 1
  ) AS newest ON true
  LEFT JOIN LATERAL (
    SELECT runs.run_id
    FROM nightjar.runs
    WHERE runs.dataset = known.dataset AND runs.outcome = 'held'
      AND (success.run_id IS NULL OR runs.finished_at > success.finished_at)
    ORDER BY runs.run_id DESC
    LIMIT 1
  ) AS held ON true
  LEFT JOIN LATERAL (
    SELECT runs.run_id, runs.started_at, runs.stage, runs.stage_since, runs.waits_for, runs.waits_since
    FROM nightjar.runs
    WHERE runs.dataset = known.dataset AND runs.outcome = 'running'
    ORDER BY runs.run_id DESC
    LIMIT 1
  ) AS unfinished ON true
  -- Who has the right to load the dataset. An advisory lock of one 64-bit key stands here as two halves.
  LEFT JOIN LATERAL (
    SELECT locks.pid
    FROM pg_locks AS locks
    WHERE locks.locktype = 'advisory' AND locks.granted AND locks.objsubid = 1
      AND locks.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
      AND (locks.classid::bigint << 32 | locks.objid::bigint) = hashtextextended('nightjar dataset ' || known.dataset, 0)
    LIMIT 1
  ) AS holder ON true
  LEFT JOIN LATERAL (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY recent.duration) AS duration
    FROM (
      SELECT runs.finished_at - runs.started_at AS duration
      FROM nightjar.runs
      WHERE runs.dataset = known.dataset AND runs.outcome = 'loaded'
      ORDER BY runs.run_id DESC
      LIMIT 10
    ) AS recent
  ) AS usual ON true
),
facts AS (
  SELECT
    nights.*,
    noted.dataset IS NOT NULL AND noted.unconfigured_since IS NULL AS configured,
    noted.unconfigured_since,
    noted.fault,
    noted.late_after,
    CASE
      WHEN noted.period IS NOT NULL THEN to_timestamp(
        floor(extract(epoch FROM COALESCE(nights.success_started_at, CURRENT_TIMESTAMP)) / extract(epoch FROM noted.period))
          * extract(epoch FROM noted.period)
        + CASE WHEN nights.success_started_at IS NULL THEN 0 ELSE extract(epoch FROM noted.period) END)
      WHEN nights.success_started_at IS NOT NULL THEN COALESCE(
        (SELECT min(due) FROM unnest(noted.dues) AS due WHERE due > nights.success_started_at), noted.due_at)
      ELSE COALESCE((SELECT max(due) FROM unnest(noted.dues) AS due WHERE due <= CURRENT_TIMESTAMP), noted.due_at)
    END AS due_at,
    daemon.seen_at AS daemon_seen_at,
    -- Between nights a daemon looks every five minutes.
    daemon.seen_at >= CURRENT_TIMESTAMP - interval '15 minutes' AS is_attended,
    daemon.next_attempt_at,
    daemon.next_attempt_why,
    obstacle.description AS lock_of,
    obstacle.since AS lock_since,
    staleness.description AS stale
  FROM nights
  LEFT JOIN noted ON noted.dataset = nights.dataset
  LEFT JOIN LATERAL (
    SELECT datasets.daemon_seen_at AS seen_at, datasets.next_attempt_at, datasets.next_attempt_why
    FROM nightjar.datasets
    WHERE datasets.dataset = nights.dataset
  ) AS daemon ON true
  -- Who holds up the sessions of a night.
  LEFT JOIN LATERAL (
    SELECT
      CASE WHEN blocker.pid = 0 THEN 'a prepared transaction (see pg_prepared_xacts)'
        ELSE format('session %s (user %s, application %s, %s): end it, or SELECT pg_terminate_backend(%s)',
          blocker.pid,
          COALESCE(session.usename, 'unknown'),
          COALESCE(NULLIF(session.application_name, ''), 'unknown'),
          COALESCE(to_char(session.xact_start AT TIME ZONE 'UTC', '"in its transaction since "YYYY-MM-DD HH24:MI" UTC"'),
            'since a time not shown to this user'),
          blocker.pid)
      END AS description,
      waiting.waitstart AS since
    FROM pg_locks AS waiting
    CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS blocker (pid)
    LEFT JOIN pg_stat_activity AS session ON session.pid = blocker.pid
    WHERE NOT waiting.granted
      AND nights.is_running
      AND (
        waiting.pid = nights.holder_pid
        OR waiting.pid IN (
          SELECT own.pid FROM pg_stat_activity AS own
          WHERE own.datname = current_database() AND own.application_name = left('nightjar ledger ' || nights.dataset, 63)
        )
      )
    ORDER BY waiting.waitstart, blocker.pid
    LIMIT 1
  ) AS obstacle ON true
  LEFT JOIN LATERAL (
    SELECT string_agg(
      CASE
        WHEN file.source_time < CURRENT_TIMESTAMP - allowed.age THEN format('the newest file of %s is of %s UTC',
          allowed.feed, to_char(file.source_time AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'))
        ELSE format('no night has changed %s since %s UTC',
          allowed.feed, to_char(change.finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'))
      END, ', ' ORDER BY allowed.feed) AS description
    FROM (
      SELECT limits.key AS feed, make_interval(secs => limits.value::double precision) AS age
      FROM jsonb_each_text(noted.stale_after) AS limits
    ) AS allowed
    LEFT JOIN LATERAL (
      SELECT max(dumps.source_time) AS source_time
      FROM nightjar.dumps
      WHERE dumps.run_id = nights.success_run_id AND dumps.feed = allowed.feed
    ) AS file ON true
    -- Where no night has ever changed anything, the first that succeeded counts.
    LEFT JOIN LATERAL (
      SELECT max(runs.finished_at) FILTER (
          WHERE runs.outcome = 'loaded' AND COALESCE((counts ->> 'inserted')::bigint, 0)
            + COALESCE((counts ->> 'updated')::bigint, 0) + COALESCE((counts ->> 'deleted')::bigint, 0)
            + COALESCE((counts ->> 'restored')::bigint, 0) > 0) AS changed_at,
        min(runs.finished_at) AS first_at
      FROM nightjar.runs
      CROSS JOIN LATERAL (SELECT runs.feeds -> split_part(allowed.feed, '.', 2) AS counts) AS of_feed
      WHERE runs.dataset = nights.dataset AND runs.outcome IN ('loaded', 'unchanged')
    ) AS record ON true
    CROSS JOIN LATERAL (SELECT COALESCE(record.changed_at, record.first_at) AS finished_at) AS change
    WHERE file.source_time < CURRENT_TIMESTAMP - allowed.age
      OR change.finished_at < CURRENT_TIMESTAMP - allowed.age
  ) AS staleness ON true
),
judged AS (
  SELECT
    facts.*,
    CASE
      WHEN CURRENT_TIMESTAMP > facts.due_at + facts.late_after THEN CURRENT_TIMESTAMP - facts.due_at
    END AS late,
    CASE WHEN NOT facts.is_running THEN facts.unfinished_run_id END AS interrupted_run_id,
    CASE
      WHEN NOT facts.is_running THEN NULL
      WHEN facts.lock_of IS NOT NULL THEN 'a lock of ' || facts.lock_of
      WHEN facts.waits_for IS NOT NULL THEN facts.waits_for
    END AS awaited,
    CASE WHEN facts.is_running THEN COALESCE(facts.lock_since, facts.waits_since) END AS awaited_since,
    CASE
      WHEN facts.due_at IS NULL OR facts.is_running OR facts.is_attended THEN NULL
      WHEN facts.daemon_seen_at IS NULL THEN 'nightjard has never been seen'
      ELSE format('nightjard was last seen at %s UTC',
        to_char(facts.daemon_seen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'))
    END AS unattended
  FROM facts
),
told AS (
  SELECT
    judged.*,
    array_remove(ARRAY[
      'its schedule cannot be kept: ' || judged.fault,
      CASE WHEN judged.held_run_id IS NOT NULL THEN
        format('night %s is held by a guard: %s', judged.held_run_id, COALESCE(
          (SELECT runs.remedy FROM nightjar.runs WHERE runs.run_id = judged.held_run_id),
          format('nightjar show %s, then nightjar approve %s', judged.held_run_id, judged.held_run_id))) END,
      CASE WHEN judged.interrupted_run_id IS NOT NULL THEN
        format('night %s was interrupted at %s UTC%s: its process has ended; nightjar run %s',
          judged.interrupted_run_id,
          to_char(GREATEST(judged.started_at, judged.stage_since, judged.waits_since) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
          COALESCE(' or later, ' || judged.stage, ' or later'),
          judged.dataset)
      WHEN judged.last_outcome = 'failed' THEN
        format('night %s failed: %s', judged.last_run_id, COALESCE(judged.last_error, 'no reason was recorded'))
      END,
      CASE
        WHEN judged.last_outcome IS NULL AND judged.unfinished_run_id IS NULL THEN
          'no night has run yet: nightjar check, then nightjar run ' || judged.dataset
        WHEN judged.last_success IS NULL AND judged.last_outcome IS DISTINCT FROM 'failed'
          AND judged.held_run_id IS NULL AND judged.interrupted_run_id IS NULL THEN 'no night has succeeded yet'
      END,
      CASE WHEN judged.late IS NOT NULL THEN
        format('late: due since %s UTC', to_char(judged.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'))
          || COALESCE(', and ' || judged.unattended || ': systemctl status nightjard', '') END,
      'stale: ' || judged.stale
    ], NULL) AS troubles,
    CASE
      WHEN judged.awaited IS NULL AND judged.usually_done_at > CURRENT_TIMESTAMP THEN judged.usually_done_at
    END AS done_at
  FROM judged
)
SELECT
  told.dataset,
  told.last_success,
  CURRENT_TIMESTAMP - told.last_success,
  told.due_at,
  told.late,
  told.last_outcome,
  told.last_error,
  told.held_run_id,
  CASE WHEN told.unconfigured_since IS NULL THEN
    told.troubles = '{}' AND told.last_outcome IN ('loaded', 'unchanged') END,
  CASE
    WHEN told.unconfigured_since IS NOT NULL THEN 'no longer configured'
    WHEN told.troubles <> '{}' THEN array_to_string(told.troubles, '; ')
    ELSE 'fresh'
  END,
  CASE WHEN told.is_running THEN told.unfinished_run_id END,
  CASE WHEN told.is_running THEN told.done_at END,
  CASE WHEN told.is_attended AND NOT told.is_running THEN told.next_attempt_at END,
  CASE WHEN told.is_attended THEN told.next_attempt_why END,
  CASE
    WHEN told.is_running AND told.awaited IS NOT NULL THEN format('night %s waits since %s UTC for %s',
      told.unfinished_run_id,
      to_char(COALESCE(told.awaited_since, told.stage_since, told.started_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
      told.awaited)
    WHEN told.is_running THEN format('night %s is under way%s%s',
      told.unfinished_run_id,
      COALESCE(', ' || told.stage || to_char(told.stage_since AT TIME ZONE 'UTC', '" since "YYYY-MM-DD HH24:MI" UTC"'), ''),
      COALESCE(to_char(told.done_at AT TIME ZONE 'UTC', '", probably done at "YYYY-MM-DD HH24:MI" UTC"'), ''))
    WHEN told.is_attended AND told.next_attempt_at IS NOT NULL THEN format('next attempt at %s UTC: %s',
      to_char(told.next_attempt_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), told.next_attempt_why)
  END,
  told.awaited,
  told.awaited_since,
  told.interrupted_run_id,
  told.stale,
  told.daemon_seen_at,
  told.unattended,
  told.configured
FROM told
$$;

COMMENT ON FUNCTION nightjar.judge(notes jsonb) IS 'Every known dataset, and whether it is fresh and healthy by these schedules: an array of objects with the columns of nightjar.datasets.';

CREATE FUNCTION nightjar.lock_at_once(relation regclass) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
BEGIN
  FOR attempt IN 1 .. 10 LOOP
    BEGIN
      EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE NOWAIT', relation);
      RETURN true;
    EXCEPTION
      WHEN lock_not_available THEN
        PERFORM pg_sleep(0.1);
    END;
  END LOOP;
  RETURN false;
END
$$;

COMMENT ON FUNCTION nightjar.lock_at_once(relation regclass) IS 'Takes a table for this transaction alone, if within a second there is an instant at which nobody is at it; tells whether it did. It never stands in anybody''s way before it has it.';

CREATE FUNCTION nightjar.make_roles() RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN
    SELECT r.role_name, r.purpose FROM nightjar.roles() AS r
    WHERE r.role_name IN (SELECT m.role_name FROM nightjar.missing_roles() AS m (role_name))
  LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted.role_name);
      EXECUTE format('COMMENT ON ROLE %I IS %L', wanted.role_name, wanted.purpose);
    EXCEPTION
      WHEN insufficient_privilege THEN
        RAISE NOTICE 'role % was not created: % may not create roles. Have an administrator run: CREATE ROLE % NOLOGIN; then migrate again for its grants.',
          wanted.role_name, current_user, wanted.role_name;
      WHEN duplicate_object OR unique_violation THEN
        NULL;  -- another database of this server was migrated at the same moment
    END;
  END LOOP;
END
$$;

COMMENT ON FUNCTION nightjar.make_roles() IS 'Creates the roles that are missing, where the user may; says so where not.';

CREATE FUNCTION nightjar.missing_grants() RETURNS SETOF text
    LANGUAGE sql STABLE
    AS $$
  WITH
  roles AS (
    SELECT r.rolname::text AS role_name, r.oid, quote_ident(r.rolname) AS grantee FROM pg_catalog.pg_roles AS r
    WHERE r.rolname IN (SELECT known.role_name FROM nightjar.roles() AS known)
    UNION ALL
    SELECT 'public', 0, 'PUBLIC'
  ),
  schemas AS (
    SELECT roles.grantee, format('%I', wanted.schema_name) AS object
    FROM nightjar.granted_schemas() AS wanted
    JOIN roles USING (role_name)
    WHERE NOT has_schema_privilege(roles.oid, wanted.schema_name, 'USAGE')
  ),
  relations AS (
    SELECT roles.grantee, wanted.relation::text AS object, string_agg(wanted.privilege, ', ' ORDER BY wanted.privilege) AS privileges
    FROM nightjar.granted_relations() AS wanted
    JOIN roles USING (role_name)
    WHERE NOT has_table_privilege(roles.oid, wanted.relation, wanted.privilege)
    GROUP BY roles.grantee, wanted.relation
  ),
  -- Where everybody's right to call is taken away, a role's own is what counts.
  routines AS (
    SELECT roles.grantee, wanted.routine::text AS object
    FROM nightjar.granted_routines() AS wanted
    JOIN roles USING (role_name)
    JOIN pg_catalog.pg_proc AS p ON p.oid = wanted.routine
    WHERE CASE
      WHEN wanted.is_of_public THEN NOT has_function_privilege(roles.oid, wanted.routine, 'EXECUTE')
      ELSE NOT EXISTS (
        SELECT FROM aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) AS e WHERE e.grantee = roles.oid)
    END
  ),
  sequences AS (
    SELECT roles.grantee, c.oid::regclass::text AS object
    FROM pg_catalog.pg_class AS c
    JOIN roles ON roles.role_name = 'nightjar_loader'
    WHERE c.relnamespace = 'nightjar'::regnamespace AND c.relkind = 'S' AND NOT has_sequence_privilege(roles.oid, c.oid, 'USAGE')
  )
  SELECT format('GRANT USAGE ON SCHEMA %s TO %s;', string_agg(object, ', ' ORDER BY object), grantee) FROM schemas GROUP BY grantee
  UNION ALL
  SELECT format('GRANT %s ON TABLE %s TO %s;', privileges, string_agg(object, ', ' ORDER BY object), grantee)
  FROM relations GROUP BY grantee, privileges
  UNION ALL
  SELECT format('GRANT USAGE ON SEQUENCE %s TO %s;', string_agg(object, ', ' ORDER BY object), grantee) FROM sequences GROUP BY grantee
  UNION ALL
  SELECT format('GRANT EXECUTE ON ROUTINE %s TO %s;', string_agg(object, ', ' ORDER BY object), grantee) FROM routines GROUP BY grantee
$$;

COMMENT ON FUNCTION nightjar.missing_grants() IS 'The statements that grant the roles what they lack.';

CREATE FUNCTION nightjar.missing_roles() RETURNS SETOF text
    LANGUAGE sql STABLE
    AS $$
  SELECT wanted.role_name FROM nightjar.roles() AS wanted
  WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted.role_name)
$$;

COMMENT ON FUNCTION nightjar.missing_roles() IS 'Which of the roles this server does not have.';

CREATE FUNCTION nightjar.note_summaries(of_dataset text) RETURNS void
    LANGUAGE sql
    AS $$
  UPDATE nightjar.summaries
  SET run_id = (
    SELECT max(runs.run_id) FROM nightjar.runs
    WHERE runs.dataset = of_dataset AND runs.outcome = 'loaded')
  WHERE dataset = of_dataset
$$;

COMMENT ON FUNCTION nightjar.note_summaries(of_dataset text) IS 'Notes that all summaries of a dataset are right as its tables stand, after all that was loaded.';

CREATE FUNCTION nightjar.obstacle_in(class_oid oid, object_oid oid) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
  SELECT format('%s of %s%s', pg_describe_object($1, $2, 0), pg_get_userbyid(o.owner_oid),
    CASE
      WHEN NOT pg_has_role(o.owner_oid, 'USAGE')
        THEN format(' (%s is no member of that role)', current_user)
      WHEN o.is_temporary THEN ' (a temporary one, of a session that is open)'
      WHEN o.is_labelled THEN ' (it has a security label)'
      ELSE ' (it belongs to an extension)'
    END)
  FROM (
    SELECT c.relowner AS owner_oid, c.relpersistence = 't' AS is_temporary FROM pg_class AS c
    WHERE $1 = 'pg_class'::regclass AND c.oid = $2
    UNION ALL
    SELECT p.proowner, n.nspname LIKE 'pg\_temp\_%' FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE $1 = 'pg_proc'::regclass AND p.oid = $2
  ) AS object
  CROSS JOIN LATERAL (
    SELECT object.owner_oid, object.is_temporary,
      EXISTS (SELECT FROM pg_seclabel AS l WHERE l.classoid = $1 AND l.objoid = $2) AS is_labelled,
      EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = $1 AND d.objid = $2 AND d.deptype = 'e') AS is_of_extension
  ) AS o
  WHERE NOT pg_has_role(o.owner_oid, 'USAGE') OR o.is_temporary OR o.is_labelled OR o.is_of_extension
$_$;

COMMENT ON FUNCTION nightjar.obstacle_in(class_oid oid, object_oid oid) IS 'Why a view or function cannot be removed and made again by this user; null where it can.';

CREATE FUNCTION nightjar.put_back(remembered jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET check_function_bodies TO 'off'
    AS $$
DECLARE
  o record;
  present oid;
  statements text[];
  statement text;
  column_acl record;
BEGIN
  FOR o IN
    SELECT r.value ->> 'kind' AS kind, r.value ->> 'noun' AS noun, r.value ->> 'name' AS name, r.value ->> 'owner' AS owner,
      (r.value ->> 'acl')::aclitem[] AS acl, NULLIF(r.value -> 'columns', 'null') AS columns,
      ARRAY(SELECT jsonb_array_elements_text(r.value -> 'made')) AS made,
      ARRAY(SELECT jsonb_array_elements_text(r.value -> 'kept')) AS kept
    FROM jsonb_array_elements(remembered) WITH ORDINALITY AS r (value, place) ORDER BY r.place
  LOOP
    -- What a migration has made in the meantime is as it should be, but for who may use it.
    present := CASE o.kind WHEN 'TABLE' THEN to_regclass(o.name)::oid ELSE to_regprocedure(o.name)::oid END;
    statements := CASE WHEN present IS NULL THEN o.made || o.kept ELSE o.kept END;
    BEGIN
      FOREACH statement IN ARRAY statements LOOP
        EXECUTE statement;
      END LOOP;
      PERFORM nightjar.revoke_all(o.kind, o.name);
      PERFORM nightjar.set_privileges(o.kind, o.name, o.acl, o.owner::regrole);
      FOR column_acl IN
        SELECT e.key, e.value::aclitem[] AS acl
        FROM jsonb_each_text(o.columns) AS e
        JOIN pg_attribute AS a
          ON a.attrelid = CASE o.kind WHEN 'TABLE' THEN to_regclass(o.name) END AND a.attname = e.key AND NOT a.attisdropped
      LOOP
        PERFORM nightjar.set_privileges(o.kind, o.name, column_acl.acl, NULL, format(' (%I)', column_acl.key));
      END LOOP;
    EXCEPTION
      WHEN syntax_error_or_access_rule_violation OR invalid_parameter_value OR data_exception OR feature_not_supported THEN
        RAISE EXCEPTION '% % of % is in the way of a change: it cannot be made again as it was: %', o.noun, o.name, o.owner, SQLERRM
          USING ERRCODE = 'dependent_objects_still_exist',
            HINT = format('Have %s change it so that it does without, or drop it and make it again afterwards. It is: %s', o.owner, regexp_replace(o.made[1], '\s+', ' ', 'g'));
    END;
  END LOOP;
END
$$;

COMMENT ON FUNCTION nightjar.put_back(remembered jsonb) IS 'Makes again what nightjar.set_aside() removed; of what is there again already it restores owner and privileges.';

CREATE FUNCTION nightjar.rebuild_summaries(of_dataset text) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  kept record;
BEGIN
  FOR kept IN
    SELECT s.summary FROM nightjar.summaries AS s WHERE s.dataset = of_dataset ORDER BY s.summary FOR UPDATE
  LOOP
    EXECUTE format('SELECT summaries.%I()', 'rebuild_' || kept.summary);
  END LOOP;
  PERFORM nightjar.note_summaries(of_dataset);
END
$$;

COMMENT ON FUNCTION nightjar.rebuild_summaries(of_dataset text) IS 'Computes all summaries of a dataset anew; for use after its tables were changed by other means than a night.';

CREATE FUNCTION nightjar.recorded_privileges() RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT COALESCE(jsonb_agg(jsonb_build_object(
    'kind', o.kind, 'name', o.name, 'oid', o.oid::text, 'acl', o.acl::text, 'columns', o.column_acls)), '[]')
  FROM (
    SELECT 'TABLE' AS kind, format('%I.%I', n.nspname, c.relname) AS name, c.oid, c.relacl AS acl, (
        SELECT jsonb_object_agg(a.attname, a.attacl::text) FROM pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL AND NOT a.attisdropped) AS column_acls
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm')
    UNION ALL
    SELECT 'ROUTINE', p.oid::regprocedure::text, p.oid, p.proacl, NULL
    FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE p.prokind IN ('f', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  ) AS o
  WHERE (o.acl IS NOT NULL OR o.column_acls IS NOT NULL) AND o.oid >= 16384
$$;

COMMENT ON FUNCTION nightjar.recorded_privileges() IS 'Who may do what with the views and functions of this database, for nightjar.restore_privileges().';

CREATE FUNCTION nightjar.refuse_other_names(relation regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT format('view %s', rule.ev_class::regclass), ', ') INTO others
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_proc AS p ON p.prorettype = c.reltype
  JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_catalog.pg_proc'::regclass AND d.refobjid = p.oid
  JOIN pg_catalog.pg_rewrite AS rule ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND rule.oid = d.objid
  WHERE c.oid = relation
    -- A list of columns begins with the first one's name, unless the person gave them others.
    AND pg_get_viewdef(rule.ev_class) !~ format('\(%s[,)]', (SELECT quote_ident(a.attname) FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = relation AND a.attnum = 1));
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'in the way of a change: %, which gives other names to the columns of a function of %', others, relation
      USING ERRCODE = 'dependent_objects_still_exist',
        HINT = 'Have the owner drop it, and make it again afterwards.';
  END IF;
END
$$;

COMMENT ON FUNCTION nightjar.refuse_other_names(relation regclass) IS 'Fails where a view counts the columns of a function that returns rows of the relation by names of its own: it would take one for another once a column is dropped.';

CREATE FUNCTION nightjar.register_summary(summary_name text, of_feed text) RETURNS void
    LANGUAGE sql
    AS $$
  INSERT INTO nightjar.summaries (summary, dataset, feed)
  VALUES (summary_name, split_part(of_feed, '.', 1), of_feed)
  ON CONFLICT ON CONSTRAINT summaries_pkey
  DO UPDATE SET dataset = EXCLUDED.dataset, feed = EXCLUDED.feed
$$;

COMMENT ON FUNCTION nightjar.register_summary(summary_name text, of_feed text) IS 'Has nights of a feed keep a summary. Safe to repeat.';

CREATE FUNCTION nightjar.remembered_function(function_oid oid) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT jsonb_build_object('kind', 'ROUTINE', 'noun', routine.noun, 'name', routine.name,
    'owner', pg_get_userbyid(p.proowner), 'acl', p.proacl::text,
    'made', ARRAY[pg_get_functiondef(p.oid)]
      || ARRAY[format('COMMENT ON %s %s IS %L', routine.noun, routine.name, obj_description(p.oid, 'pg_proc'))],
    'kept', ARRAY[format('ALTER %s %s OWNER TO %I', routine.noun, routine.name, pg_get_userbyid(p.proowner))])
  FROM pg_proc AS p
  CROSS JOIN LATERAL (
    SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS noun, p.oid::regprocedure::text AS name
  ) AS routine
  WHERE p.oid = function_oid
$$;

COMMENT ON FUNCTION nightjar.remembered_function(function_oid oid) IS 'All that makes a function as it is: definition, owner, comment, privileges.';

CREATE FUNCTION nightjar.remembered_view(view_oid oid) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  c record;
  name text;
  noun text;
  made text[];
  kept text[];
BEGIN
  SELECT rel.*, n.nspname, am.amname, ts.spcname INTO STRICT c
  FROM pg_class AS rel
  JOIN pg_namespace AS n ON n.oid = rel.relnamespace
  LEFT JOIN pg_am AS am ON am.oid = rel.relam
  LEFT JOIN pg_tablespace AS ts ON ts.oid = rel.reltablespace
  WHERE rel.oid = view_oid;
  name := format('%I.%I', c.nspname, c.relname);
  noun := CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END;
  kept := ARRAY[format('ALTER %s %s OWNER TO %I', noun, name, pg_get_userbyid(c.relowner))];
  made := ARRAY[format('CREATE %s %s%s%s%s AS %s%s', noun, name,
    COALESCE(' USING ' || quote_ident(c.amname), ''),
    COALESCE(' WITH (' || (
      SELECT string_agg(format('%I = %L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)), ', ')
      FROM unnest(c.reloptions) AS o) || ')', ''),
    COALESCE(' TABLESPACE ' || quote_ident(c.spcname), ''),
    rtrim(pg_get_viewdef(view_oid), ';'),
    CASE c.relkind WHEN 'm' THEN ' WITH NO DATA' ELSE '' END)];
  -- From here on as the owner, whose rights a materialized view's query and indexes work with.
  made := made || kept
    || ARRAY(SELECT pg_get_indexdef(i.indexrelid) FROM pg_index AS i WHERE i.indrelid = view_oid ORDER BY i.indexrelid)
    || ARRAY(
      SELECT format('ALTER %s %s CLUSTER ON %I', noun, name, x.relname)
      FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid
      WHERE i.indrelid = view_oid AND i.indisclustered)
    || ARRAY(SELECT pg_get_statisticsobjdef(s.oid) FROM pg_statistic_ext AS s WHERE s.stxrelid = view_oid ORDER BY s.oid)
    || ARRAY(
      SELECT format('ALTER %s %s ALTER COLUMN %I SET STATISTICS %s', noun, name, a.attname, a.attstattarget)
      FROM pg_attribute AS a WHERE a.attrelid = view_oid AND a.attnum > 0 AND a.attstattarget >= 0 AND c.relkind = 'm')
    || ARRAY(
      SELECT format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', name, a.attname, pg_get_expr(d.adbin, d.adrelid))
      FROM pg_attrdef AS d JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
      WHERE d.adrelid = view_oid)
    || ARRAY(
      SELECT pg_get_ruledef(r.oid) FROM pg_rewrite AS r
      WHERE r.ev_class = view_oid AND r.rulename <> '_RETURN' ORDER BY r.oid)
    || ARRAY(SELECT pg_get_triggerdef(t.oid) FROM pg_trigger AS t WHERE t.tgrelid = view_oid AND NOT t.tgisinternal ORDER BY t.oid)
    || CASE WHEN c.relkind = 'm' AND c.relispopulated THEN ARRAY['REFRESH MATERIALIZED VIEW ' || name] ELSE '{}' END
    || ARRAY(
      SELECT format('COMMENT ON %s IS %L',
        CASE WHEN d.objsubid > 0
          THEN format('COLUMN %s.%I', name, (SELECT a.attname FROM pg_attribute AS a WHERE a.attrelid = view_oid AND a.attnum = d.objsubid))
          ELSE noun || ' ' || name END, d.description)
      FROM pg_description AS d WHERE d.classoid = 'pg_class'::regclass AND d.objoid = view_oid)
    || ARRAY(
      SELECT format('COMMENT ON INDEX %I.%I IS %L', c.nspname, x.relname, d.description)
      FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid
      JOIN pg_description AS d ON d.classoid = 'pg_class'::regclass AND d.objoid = x.oid
      WHERE i.indrelid = view_oid);
  RETURN jsonb_build_object('kind', 'TABLE', 'noun', lower(noun), 'name', name,
    'owner', pg_get_userbyid(c.relowner), 'acl', c.relacl::text, 'made', made, 'kept', kept,
    'columns', (
      SELECT jsonb_object_agg(a.attname, a.attacl::text) FROM pg_attribute AS a
      WHERE a.attrelid = view_oid AND a.attacl IS NOT NULL AND NOT a.attisdropped));
END
$$;

COMMENT ON FUNCTION nightjar.remembered_view(view_oid oid) IS 'All that makes a view, materialized or not, as it is: definition, options, owner, indexes, rules, triggers, comments, privileges.';

CREATE FUNCTION nightjar.rename_column(feed text, old_name text, new_name text) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  relation regclass;
BEGIN
  -- A view follows a renamed column by itself, under the old name; a column of a view can be renamed as well.
  FOR relation IN
    SELECT r.relation
    FROM unnest(ARRAY[feed::regclass, nightjar.beside(feed, '_past'), nightjar.beside(feed, '_history'), nightjar.beside(feed, '_live')])
      WITH ORDINALITY AS r (relation, place)
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.relation AND a.attname = old_name AND NOT a.attisdropped
    ORDER BY r.place
  LOOP
    EXECUTE format('ALTER TABLE %s RENAME COLUMN %I TO %I', relation, old_name, new_name);
  END LOOP;
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = feed::regclass AND a.attname = new_name AND NOT a.attisdropped)
  THEN
    RAISE EXCEPTION 'table % has no column "%"', feed, old_name USING ERRCODE = 'undefined_column';
  END IF;
  PERFORM nightjar.renew_feed(feed);
END
$$;

COMMENT ON FUNCTION nightjar.rename_column(feed text, old_name text, new_name text) IS 'Renames a column of a feed''s table and of all that stands beside it. What people built on it stays, and keeps its own names.';

CREATE FUNCTION nightjar.renew_feed(feed text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  -- Nothing stands beside the table of a database that is being made: the end of its migration sees to that.
  IF nightjar.beside(feed, '_past') IS NOT NULL THEN
    PERFORM nightjar.adopt_feed(feed::regclass);
  END IF;
END
$$;

COMMENT ON FUNCTION nightjar.renew_feed(feed text) IS 'Brings what stands beside a feed''s table up to date with it, where anything does.';

CREATE FUNCTION nightjar.replace_view(view text, definition text) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  remembered jsonb;
BEGIN
  EXECUTE format('CREATE OR REPLACE VIEW %s AS %s', view, definition);
EXCEPTION
  -- CREATE OR REPLACE can only add columns. What people built on the view is made again after it.
  WHEN invalid_table_definition OR feature_not_supported THEN
    remembered := nightjar.set_aside_named(ARRAY[view]);
    EXECUTE format('CREATE OR REPLACE VIEW %s AS %s', view, definition);
    PERFORM nightjar.put_back(remembered);
END
$$;

COMMENT ON FUNCTION nightjar.replace_view(view text, definition text) IS 'Makes a view, or replaces it in place; where the columns do not allow that, with all that stands on it.';

CREATE FUNCTION nightjar.restore_privileges(recorded jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  o record;
  c record;
BEGIN
  FOR o IN
    SELECT r.kind, r.name, r.oid, r.acl::aclitem[] AS acl, r.columns,
      CASE r.kind WHEN 'TABLE' THEN to_regclass(r.name)::oid ELSE to_regprocedure(r.name)::oid END AS now
    FROM jsonb_to_recordset(recorded) AS r (kind text, name text, oid oid, acl text, columns jsonb)
  LOOP
    CONTINUE WHEN o.now IS NULL OR o.now = o.oid;  -- removed for good, or never touched
    IF o.acl IS NOT NULL THEN
      PERFORM nightjar.set_privileges(o.kind, o.name, o.acl, NULL);
    END IF;
    FOR c IN
      SELECT e.key, e.value::aclitem[] AS acl
      FROM jsonb_each_text(o.columns) AS e
      JOIN pg_attribute AS a ON a.attrelid = o.now AND a.attname = e.key AND NOT a.attisdropped
    LOOP
      PERFORM nightjar.set_privileges(o.kind, o.name, c.acl, NULL, format(' (%I)', c.key));
    END LOOP;
  END LOOP;
END
$$;

COMMENT ON FUNCTION nightjar.restore_privileges(recorded jsonb) IS 'Grants once more what had been granted on views and functions that were removed and made again since.';

CREATE FUNCTION nightjar.retype_column(feed text, column_name text, new_type text, expression text DEFAULT NULL::text) RETURNS void
    LANGUAGE sql
    AS $_$
  SELECT nightjar.change_column(feed, column_name, format('ALTER COLUMN %I TYPE %s USING %s',
    column_name, new_type, COALESCE(expression, format('%I::%s', column_name, regexp_replace(new_type, '\s+COLLATE\s.*$', '', 'i')))))
$_$;

COMMENT ON FUNCTION nightjar.retype_column(feed text, column_name text, new_type text, expression text) IS 'Gives a column of a feed another type, in its closed versions and all views too; the expression tells how values are converted, by default they are cast. What people built on it is made again, or the change refused.';

CREATE FUNCTION nightjar.revoke_all(kind text, object_name text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  grantee text;
BEGIN
  FOR grantee IN
    SELECT DISTINCT CASE WHEN e.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(e.grantee)) END
    FROM (
      SELECT c.relacl AS acl, 'r'::"char" AS type, c.relowner AS owner_oid FROM pg_class AS c
      WHERE c.oid = CASE kind WHEN 'TABLE' THEN to_regclass(object_name) END
      UNION ALL
      SELECT p.proacl, 'f', p.proowner FROM pg_proc AS p
      WHERE p.oid = CASE kind WHEN 'ROUTINE' THEN to_regprocedure(object_name) END
    ) AS o
    CROSS JOIN LATERAL aclexplode(COALESCE(o.acl, acldefault(o.type, o.owner_oid))) AS e
  LOOP
    EXECUTE format('REVOKE ALL ON %s %s FROM %s CASCADE', kind, object_name, grantee);
  END LOOP;
END
$$;

COMMENT ON FUNCTION nightjar.revoke_all(kind text, object_name text) IS 'Revokes what default privileges, or PUBLIC''s, gave on a new object; kind is TABLE or ROUTINE.';

CREATE FUNCTION nightjar.roles() RETURNS TABLE(role_name text, purpose text)
    LANGUAGE sql IMMUTABLE
    AS $$
  VALUES
    ('nightjar_loader', 'Nightjar: runs nights. Writes the feeds'' tables and the ledger.'),
    ('nightjar_analyst', 'Nightjar: reads the data, the answers and the reports.'),
    ('nightjar_ops', 'Nightjar: reads the ledger and the health of every dataset.')
$$;

COMMENT ON FUNCTION nightjar.roles() IS 'The roles that Nightjar grants to, and what each is for.';

CREATE FUNCTION nightjar.set_aside(roots jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  obstacles text;
  remembered jsonb := '[]';
  o record;
  -- A root with a column stays: what stands on that column is removed.
  stays jsonb := (SELECT COALESCE(jsonb_agg(r.value -> 'object_oid'), '[]')
    FROM jsonb_array_elements(roots) AS r WHERE r.value ->> 'column_number' IS NOT NULL);
BEGIN
  CREATE TEMPORARY TABLE set_aside ON COMMIT DROP AS
    SELECT d.class_oid, d.object_oid, d.depth, d.obstacle FROM nightjar.dependents_of(roots) AS d
    WHERE NOT stays @> to_jsonb(d.object_oid::text);
  SELECT string_agg(named.obstacle, ', ' ORDER BY named.obstacle) INTO obstacles
  FROM (
    SELECT COALESCE(s.obstacle, nightjar.obstacle_in(s.class_oid, s.object_oid),
      CASE WHEN s.depth >= 50 THEN pg_describe_object(s.class_oid, s.object_oid, 0) || ' (it stands on itself)' END) AS obstacle
    FROM pg_temp.set_aside AS s
  ) AS named;
  IF obstacles IS NOT NULL THEN
    RAISE EXCEPTION 'in the way of a change: %', obstacles
      USING ERRCODE = 'dependent_objects_still_exist',
        HINT = 'Migrate as a superuser or as a member of the roles named; or have the owners drop what is named, and make it again afterwards.';
  END IF;
  FOR o IN SELECT s.class_oid, s.object_oid FROM pg_temp.set_aside AS s ORDER BY s.depth, s.object_oid LOOP
    remembered := remembered || CASE WHEN o.class_oid = 'pg_class'::regclass
      THEN nightjar.remembered_view(o.object_oid) ELSE nightjar.remembered_function(o.object_oid) END;
  END LOOP;
  DROP TABLE pg_temp.set_aside;
  FOR o IN
    SELECT r.value ->> 'noun' AS noun, r.value ->> 'name' AS name
    FROM jsonb_array_elements(remembered) WITH ORDINALITY AS r (value, place) ORDER BY r.place DESC
  LOOP
    EXECUTE format('DROP %s %s', o.noun, o.name);
  END LOOP;
  RETURN remembered;
END
$$;

COMMENT ON FUNCTION nightjar.set_aside(roots jsonb) IS 'Removes views and functions with all that stands on them, or what stands on a column, and gives what nightjar.put_back() needs to make them again; or fails and names what it cannot make again.';

CREATE FUNCTION nightjar.set_aside_named(names text[]) RETURNS jsonb
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT nightjar.set_aside(COALESCE(jsonb_agg(jsonb_build_object('class_oid', o.class_oid::text, 'object_oid', o.object_oid::text)), '[]'))
  FROM (
    SELECT c.tableoid AS class_oid, c.oid AS object_oid
    FROM unnest(names) AS n (name)
    JOIN pg_class AS c ON c.oid = to_regclass(n.name) AND c.relkind IN ('v', 'm')
    UNION
    SELECT p.tableoid, p.oid
    FROM unnest(names) AS n (name)
    JOIN pg_proc AS p ON format('%I.%I', p.pronamespace::regnamespace::name, p.proname) = n.name AND p.prokind <> 'a'
  ) AS o
$$;

COMMENT ON FUNCTION nightjar.set_aside_named(names text[]) IS 'nightjar.set_aside() of the views and functions of these names, as far as they are there.';

CREATE FUNCTION nightjar.set_privileges(kind text, object_name text, wanted aclitem[], owner_oid oid, object_columns text DEFAULT ''::text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  granted record;
BEGIN
  FOR granted IN
    SELECT
      string_agg(e.privilege_type || object_columns, ', ') AS privileges,
      CASE WHEN e.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(e.grantee)) END AS grantee,
      e.is_grantable
    FROM aclexplode(COALESCE(wanted, acldefault(CASE kind WHEN 'ROUTINE' THEN 'f' ELSE 'r' END::"char", owner_oid))) AS e
    GROUP BY e.grantee, e.is_grantable
    ORDER BY e.grantee
  LOOP
    EXECUTE format('GRANT %s ON %s %s TO %s%s', granted.privileges, kind, object_name, granted.grantee,
      CASE WHEN granted.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
  END LOOP;
END
$$;

COMMENT ON FUNCTION nightjar.set_privileges(kind text, object_name text, wanted aclitem[], owner_oid oid, object_columns text) IS 'Grants what an object had granted before it was made again; kind is TABLE or ROUTINE.';

CREATE FUNCTION nightjar.summary_is_current(summary_name text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog'
    AS $$
  SELECT EXISTS (
    SELECT FROM nightjar.summaries AS s
    WHERE s.summary = summary_name
      AND s.run_id IS NOT NULL
      AND NOT EXISTS (
        SELECT FROM nightjar.runs
        WHERE runs.dataset = s.dataset AND runs.run_id > s.run_id AND runs.outcome = 'loaded'))
$$;

COMMENT ON FUNCTION nightjar.summary_is_current(summary_name text) IS 'Whether a summary holds all that has been loaded. It runs with its owner''s rights, since analysts do not read the ledger.';

CREATE FUNCTION nightjar.surplus_grants() RETURNS SETOF text
    LANGUAGE sql STABLE
    AS $$
  SELECT format('REVOKE ALL ON TABLE %s FROM nightjar_analyst;', string_agg(c.oid::regclass::text, ', ' ORDER BY c.oid::regclass::text))
  FROM nightjar.feeds AS f
  CROSS JOIN (VALUES ('_past'), ('_staging')) AS beneath (suffix)
  JOIN pg_catalog.pg_class AS c
    ON c.oid = to_regclass(format('%I.%I', f.dataset, split_part(f.feed, '.', 2) || beneath.suffix))
  WHERE EXISTS (
    SELECT FROM aclexplode(c.relacl) AS e
    JOIN pg_catalog.pg_roles AS r ON r.oid = e.grantee
    WHERE r.rolname = 'nightjar_analyst')
  HAVING count(*) > 0
  UNION ALL
  SELECT format('REVOKE ALL ON ROUTINE %s FROM PUBLIC;', string_agg(p.oid::regprocedure::text, ', ' ORDER BY p.oid::regprocedure::text))
  FROM pg_catalog.pg_proc AS p
  WHERE p.pronamespace IN (SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname IN ('nightjar', 'summaries'))
    AND p.oid NOT IN (SELECT g.routine FROM nightjar.granted_routines() AS g WHERE g.role_name = 'public')
    AND EXISTS (
      SELECT FROM aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) AS e WHERE e.grantee = 0)
  HAVING count(*) > 0
$$;

COMMENT ON FUNCTION nightjar.surplus_grants() IS 'The statements that take from roles, and from everybody, what they should not have.';

CREATE FUNCTION nightjar.versions_staged(of_feed text) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
  staged bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM %I.%I', split_part(of_feed, '.', 1), split_part(of_feed, '.', 2) || '_staging')
  INTO staged;
  RETURN staged;
END
$$;

COMMENT ON FUNCTION nightjar.versions_staged(of_feed text) IS 'How many records stand in a feed''s staging table.';

CREATE FUNCTION nightjar.versions_written(of_run_id bigint, of_feed text) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  SELECT COALESCE(sum(written.value::bigint), 0)::bigint
  FROM nightjar.runs
  CROSS JOIN jsonb_each_text(COALESCE(runs.feeds -> split_part(of_feed, '.', 2), '{}')) AS written
  WHERE runs.run_id = of_run_id AND written.key IN ('inserted', 'updated', 'restored')
$$;

COMMENT ON FUNCTION nightjar.versions_written(of_run_id bigint, of_feed text) IS 'How many versions a night wrote for a feed, by its counts in the ledger; 0 while there are none.';

CREATE FUNCTION nightjar.without_column(remembered jsonb, called_columns text[], dropped text) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
DECLARE
  views jsonb := '[]';
  o record;
  definition text;
  with_it text;
BEGIN
  FOR o IN
    SELECT r.value, r.value -> 'made' ->> 0 AS definition, r.value ->> 'noun' AS noun, r.value ->> 'name' AS name
    FROM jsonb_array_elements(remembered) WITH ORDINALITY AS r (value, place) ORDER BY r.place
  LOOP
    definition := o.definition;
    -- As many as the function had when the view was made.
    FOR n IN REVERSE cardinality(called_columns)..array_position(called_columns, dropped) LOOP
      with_it := format('(%s)', array_to_string(ARRAY(SELECT quote_ident(c) FROM unnest(called_columns[:n]) AS c), ', '));
      definition := replace(definition, with_it, format('(%s)', array_to_string(
        ARRAY(SELECT quote_ident(c) FROM unnest(called_columns[:n]) AS c WHERE c <> dropped), ', ')));
    END LOOP;
    views := views || jsonb_set(o.value, '{made,0}', to_jsonb(definition));
  END LOOP;
  RETURN views;
END
$$;

COMMENT ON FUNCTION nightjar.without_column(remembered jsonb, called_columns text[], dropped text) IS 'Takes a column out of the lists in which remembered views name, by their places, the columns of a function that they call.';

CREATE FUNCTION reports.computed_company_year() RETURNS TABLE(company_id bigint, company text, year integer, releases bigint, budget numeric, revenue numeric, profit numeric, average_popularity numeric)
    LANGUAGE plpgsql STABLE COST 1 ROWS 1 PARALLEL SAFE
    AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT
      made.company_id,
      min(names.company),
      films.year,
      count(*),
      sum(films.budget),
      sum(films.revenue),
      sum(films.profit),
      avg(films.popularity)
    FROM summaries.films() AS films
    CROSS JOIN LATERAL unnest(films.company_ids) AS made (company_id)
    JOIN (
      SELECT made.company_id, min(made.company COLLATE "C") AS company
      FROM summaries.films() AS films
      CROSS JOIN LATERAL unnest(films.company_ids, films.companies) AS made (company_id, company)
      GROUP BY made.company_id
    ) AS names ON names.company_id = made.company_id
    WHERE films.year IS NOT NULL
    GROUP BY made.company_id, films.year;
END
$$;

COMMENT ON FUNCTION reports.computed_company_year() IS 'The rows of reports.company_year, computed from tmdb.movies.';

CREATE FUNCTION reports.computed_company_year_genre() RETURNS TABLE(company_id bigint, company text, year integer, genre text, releases bigint)
    LANGUAGE plpgsql STABLE COST 1 ROWS 1 PARALLEL SAFE
    AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT
      made.company_id,
      min(names.company),
      films.year,
      listed.genre,
      count(*)
    FROM summaries.films() AS films
    CROSS JOIN LATERAL unnest(films.company_ids) AS made (company_id)
    CROSS JOIN LATERAL unnest(films.genres) AS listed (genre)
    JOIN (
      SELECT made.company_id, min(made.company COLLATE "C") AS company
      FROM summaries.films() AS films
      CROSS JOIN LATERAL unnest(films.company_ids, films.companies) AS made (company_id, company)
      GROUP BY made.company_id
    ) AS names ON names.company_id = made.company_id
    WHERE films.year IS NOT NULL
    GROUP BY made.company_id, films.year, listed.genre;
END
$$;

COMMENT ON FUNCTION reports.computed_company_year_genre() IS 'The rows of reports.company_year_genre, computed from tmdb.movies.';

CREATE FUNCTION reports.computed_genre_year() RETURNS TABLE(genre text, year integer, releases bigint, budget numeric, revenue numeric, profit numeric, average_popularity numeric)
    LANGUAGE plpgsql STABLE COST 1 ROWS 1 PARALLEL SAFE
    AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT
      listed.genre,
      films.year,
      count(*),
      sum(films.budget),
      sum(films.revenue),
      sum(films.profit),
      avg(films.popularity)
    FROM summaries.films() AS films
    CROSS JOIN LATERAL unnest(films.genres) AS listed (genre)
    WHERE films.year IS NOT NULL
    GROUP BY listed.genre, films.year;
END
$$;

COMMENT ON FUNCTION reports.computed_genre_year() IS 'The rows of reports.genre_year, computed from tmdb.movies.';

CREATE FUNCTION reports.computed_movie_ratings() RETURNS TABLE(movie_id bigint, title text, ratings bigint, average numeric)
    LANGUAGE plpgsql STABLE COST 1 ROWS 1 PARALLEL SAFE
    AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT rated.movie_id, movies.title, rated.ratings, rated.average
    FROM (
      SELECT ratings.movie_id, count(*) AS ratings, avg(ratings.rating) AS average
      FROM tmdb.ratings
      WHERE ratings.rating IS NOT NULL
      GROUP BY ratings.movie_id
    ) AS rated
    JOIN tmdb.links ON links.movie_id = rated.movie_id
    JOIN tmdb.movies ON movies.id = links.tmdb_id;
END
$$;

COMMENT ON FUNCTION reports.computed_movie_ratings() IS 'The rows of reports.movie_ratings, computed from tmdb.ratings.';

CREATE FUNCTION summaries.add_changed_films() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  ANALYZE changed_films;
  PERFORM summaries.add_companies();
  PERFORM summaries.add_company_years();
  PERFORM summaries.add_genre_years();
  PERFORM summaries.add_company_year_genres();
END
$$;

COMMENT ON FUNCTION summaries.add_changed_films() IS 'Adds the table changed_films to all that is kept of films: with weight 1 as they are now, with weight -1 and amounts negated as they were.';

CREATE FUNCTION summaries.add_companies() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO summaries.company_names AS kept (company_id, company, films)
  SELECT made.company_id, made.company, sum(c.weight)
  FROM changed_films AS c
  CROSS JOIN LATERAL unnest(c.company_ids, c.companies) AS made (company_id, company)
  WHERE made.company IS NOT NULL
  GROUP BY made.company_id, made.company
  HAVING sum(c.weight) <> 0
  ON CONFLICT (company_id, summaries.short_form(company)) DO UPDATE SET films = kept.films + EXCLUDED.films;

  INSERT INTO summaries.companies AS kept (company_id, company)
  SELECT names.company_id, min(names.company)
  FROM summaries.company_names AS names
  WHERE names.films > 0
  GROUP BY names.company_id
  EXCEPT SELECT same.company_id, same.company FROM summaries.companies AS same
  ON CONFLICT ON CONSTRAINT companies_pkey DO UPDATE SET company = EXCLUDED.company;
  DELETE FROM summaries.companies
  WHERE NOT EXISTS (
    SELECT FROM summaries.company_names AS names
    WHERE names.company_id = companies.company_id AND names.films > 0);
END
$$;

COMMENT ON FUNCTION summaries.add_companies() IS 'Adds changed_films to the names of companies; of the names of one the first in order is shown.';

CREATE FUNCTION summaries.add_company_year_genres() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO summaries.company_year_genres AS kept (company_id, year, genre, releases)
  SELECT made.company_id, c.year, listed.genre, sum(c.weight)
  FROM changed_films AS c
  CROSS JOIN LATERAL unnest(c.company_ids) AS made (company_id)
  CROSS JOIN LATERAL unnest(c.genres) AS listed (genre)
  WHERE c.year IS NOT NULL
  GROUP BY made.company_id, c.year, listed.genre
  HAVING sum(c.weight) <> 0
  ORDER BY made.company_id, c.year, listed.genre COLLATE "C"
  ON CONFLICT (company_id, year, summaries.short_form(genre))
  DO UPDATE SET releases = kept.releases + EXCLUDED.releases;
END
$$;

COMMENT ON FUNCTION summaries.add_company_year_genres() IS 'Adds changed_films to the numbers of films of companies, years and genres.';

CREATE FUNCTION summaries.add_company_years() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO summaries.company_years AS kept (
    company_id, year, releases, budgets, budget, revenues, revenue, profits, profit, popularities, popularity)
  SELECT
    made.company_id,
    c.year,
    sum(c.weight),
    COALESCE(sum(c.weight) FILTER (WHERE c.budget IS NOT NULL), 0),
    COALESCE(sum(c.budget), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.revenue IS NOT NULL), 0),
    COALESCE(sum(c.revenue), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.profit IS NOT NULL), 0),
    COALESCE(sum(c.profit), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.popularity IS NOT NULL), 0),
    COALESCE(sum(c.popularity), 0)
  FROM changed_films AS c
  CROSS JOIN LATERAL unnest(c.company_ids) AS made (company_id)
  WHERE c.year IS NOT NULL
  GROUP BY made.company_id, c.year
  ORDER BY made.company_id, c.year
  ON CONFLICT ON CONSTRAINT company_years_pkey DO UPDATE SET
    releases = kept.releases + EXCLUDED.releases,
    budgets = kept.budgets + EXCLUDED.budgets,
    budget = kept.budget + EXCLUDED.budget,
    revenues = kept.revenues + EXCLUDED.revenues,
    revenue = kept.revenue + EXCLUDED.revenue,
    profits = kept.profits + EXCLUDED.profits,
    profit = kept.profit + EXCLUDED.profit,
    popularities = kept.popularities + EXCLUDED.popularities,
    popularity = kept.popularity + EXCLUDED.popularity;
END
$$;

COMMENT ON FUNCTION summaries.add_company_years() IS 'Adds changed_films to the sums of companies and years.';

CREATE FUNCTION summaries.add_genre_years() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO summaries.genre_years AS kept (
    genre, year, releases, budgets, budget, revenues, revenue, profits, profit, popularities, popularity)
  SELECT
    listed.genre,
    c.year,
    sum(c.weight),
    COALESCE(sum(c.weight) FILTER (WHERE c.budget IS NOT NULL), 0),
    COALESCE(sum(c.budget), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.revenue IS NOT NULL), 0),
    COALESCE(sum(c.revenue), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.profit IS NOT NULL), 0),
    COALESCE(sum(c.profit), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.popularity IS NOT NULL), 0),
    COALESCE(sum(c.popularity), 0)
  FROM changed_films AS c
  CROSS JOIN LATERAL unnest(c.genres) AS listed (genre)
  WHERE c.year IS NOT NULL
  GROUP BY listed.genre, c.year
  ON CONFLICT (summaries.short_form(genre), year) DO UPDATE SET
    releases = kept.releases + EXCLUDED.releases,
    budgets = kept.budgets + EXCLUDED.budgets,
    budget = kept.budget + EXCLUDED.budget,
    revenues = kept.revenues + EXCLUDED.revenues,
    revenue = kept.revenue + EXCLUDED.revenue,
    profits = kept.profits + EXCLUDED.profits,
    profit = kept.profit + EXCLUDED.profit,
    popularities = kept.popularities + EXCLUDED.popularities,
    popularity = kept.popularity + EXCLUDED.popularity;
END
$$;

COMMENT ON FUNCTION summaries.add_genre_years() IS 'Adds changed_films to the sums of genres and years.';

CREATE FUNCTION summaries.digest(name text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN encode(sha256(convert_to(name, 'UTF8'::name)), 'hex'::text);

COMMENT ON FUNCTION summaries.digest(name text) IS 'The SHA-256 of a name, in hexadecimal digits.';

CREATE FUNCTION summaries.earliest_start(from_at timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS $$
  -- A day more, since days are not all as long as each other where clocks change.
  SELECT CASE WHEN totals.longest < interval '365000 days' THEN from_at - totals.longest - interval '1 day'
    ELSE '-infinity' END
  FROM summaries.stream_totals AS totals
$$;

COMMENT ON FUNCTION summaries.earliest_start(from_at timestamp with time zone) IS 'An instant before which no session began that ended after the given one.';

CREATE FUNCTION summaries.film_facts(release_date date, genre_list jsonb, company_list jsonb) RETURNS TABLE(year integer, genres text[], company_ids bigint[], companies text[])
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  SELECT
    extract(year FROM release_date)::integer,
    (SELECT array_agg(DISTINCT entries.name) FROM tmdb.entries(genre_list) AS entries WHERE entries.name IS NOT NULL),
    listed.company_ids,
    listed.companies
  FROM (
    SELECT array_agg(named.id ORDER BY named.id) AS company_ids, array_agg(named.name ORDER BY named.id) AS companies
    FROM (
      SELECT entries.id, min(entries.name COLLATE "C") AS name
      FROM tmdb.entries(company_list) AS entries
      WHERE entries.id IS NOT NULL
      GROUP BY entries.id
    ) AS named
  ) AS listed
$$;

COMMENT ON FUNCTION summaries.film_facts(release_date date, genre_list jsonb, company_list jsonb) IS 'What reports group a film by: its year, its genres and its companies, each once, and in the same order the companies'' names.';

CREATE FUNCTION summaries.films() RETURNS TABLE(year integer, budget numeric, revenue numeric, profit numeric, popularity numeric, genres text[], company_ids bigint[], companies text[])
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  SELECT f.year, m.budget::numeric, m.revenue::numeric, m.revenue::numeric - m.budget, m.popularity,
    f.genres, f.company_ids, f.companies
  FROM tmdb.movies AS m
  CROSS JOIN LATERAL summaries.film_facts(m.release_date, m.genres, m.production_companies) AS f
$$;

COMMENT ON FUNCTION summaries.films() IS 'What reports need of each film, read from tmdb.movies.';

CREATE FUNCTION summaries.gather_streams(from_mb double precision, to_mb double precision) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  asked_titles text[] := ARRAY(
    SELECT titles.movie_title
    FROM summaries.streamed_titles AS titles
    WHERE titles.title_key IN (SELECT outages.title_key FROM summaries.outages));
  first_at timestamptz := (SELECT min(outages.from_at) FROM summaries.outages);
  last_at timestamptz := (SELECT max(outages.until_at) FROM summaries.outages);
BEGIN
  -- CREATE TABLE AS, unlike INSERT, reads with parallel workers.
  CREATE TEMPORARY TABLE changed_streams ON COMMIT DROP AS
    SELECT 1::bigint AS weight, s.movie_title, s.user_email, s.size_mb, s.start_at, s.end_at
    FROM app.streams AS s
    WHERE s.size_mb BETWEEN from_mb AND to_mb
      OR (answers.in_progress(s.start_at, s.end_at, first_at, last_at) AND s.movie_title = ANY (asked_titles));
END
$$;

COMMENT ON FUNCTION summaries.gather_streams(from_mb double precision, to_mb double precision) IS 'Makes the table changed_streams of all sessions with a size in the range, and all that an outage may have hit.';

CREATE FUNCTION summaries.keep_nationality(nationality text) RETURNS void
    LANGUAGE plpgsql
    AS $_$
BEGIN
  INSERT INTO summaries.nationalities (nationality) VALUES ($1)
  ON CONFLICT ON CONSTRAINT nationalities_pkey DO NOTHING;
  IF FOUND THEN
    PERFORM summaries.rebuild_nationalities();
  END IF;
END
$_$;

COMMENT ON FUNCTION summaries.keep_nationality(nationality text) IS 'Has nights keep the answer of answers.movies_by_nationality() to this argument.';

CREATE FUNCTION summaries.keep_outage(title text, from_at timestamp with time zone, until_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $_$
BEGIN
  INSERT INTO summaries.outages (title_key, from_at, until_at) VALUES (answers.title_key($1), $2, $3)
  ON CONFLICT ON CONSTRAINT outages_asked_once DO NOTHING;
  IF FOUND THEN
    PERFORM summaries.rebuild_outages();
  END IF;
END
$_$;

COMMENT ON FUNCTION summaries.keep_outage(title text, from_at timestamp with time zone, until_at timestamp with time zone) IS 'Has nights keep the answer of answers.users_in_session() to these arguments.';

CREATE FUNCTION summaries.keep_watch_window(share numeric, from_at timestamp with time zone, until_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $_$
BEGIN
  INSERT INTO summaries.watch_windows (share, from_at, until_at) VALUES ($1, $2, $3)
  ON CONFLICT ON CONSTRAINT watch_windows_asked_once DO NOTHING;
  IF FOUND THEN
    PERFORM summaries.rebuild_watch_windows();
  END IF;
END
$_$;

COMMENT ON FUNCTION summaries.keep_watch_window(share numeric, from_at timestamp with time zone, until_at timestamp with time zone) IS 'Has nights keep the answer of answers.users_who_watched() to these arguments.';

CREATE FUNCTION summaries.median_stream_megabytes() RETURNS double precision
    LANGUAGE sql STABLE
    AS $$
  -- As percentile_cont does: the middle one, or halfway between the two in the middle. Both are looked for
  -- by their place among the sizes that are kept.
  SELECT middle.lower + 0.5 * (middle.upper - middle.lower)
  FROM (
    SELECT
      min(sizes.size_mb) FILTER (
        WHERE sizes.up_to >= (SELECT (r.below + r.within + r.above + 1) / 2 - r.below FROM summaries.stream_size_range AS r)
      ) AS lower,
      min(sizes.size_mb) FILTER (
        WHERE sizes.up_to >= (SELECT (r.below + r.within + r.above) / 2 + 1 - r.below FROM summaries.stream_size_range AS r)
      ) AS upper
    FROM (
      SELECT s.size_mb, sum(s.sessions) OVER (ORDER BY s.size_mb ROWS UNBOUNDED PRECEDING) AS up_to
      FROM summaries.stream_sizes AS s
    ) AS sizes
  ) AS middle
  WHERE summaries.stream_median_is_kept()
$$;

COMMENT ON FUNCTION summaries.median_stream_megabytes() IS 'The median size of all sessions; null where the exact sizes around it are not kept.';

CREATE FUNCTION summaries.nationality_books_have_changed() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT EXISTS (
    SELECT
    FROM (
      SELECT asked.nationality, books.title_key
      FROM summaries.nationalities AS asked
      CROSS JOIN LATERAL answers.books_by_nationality(asked.nationality) AS books
    ) AS now
    FULL JOIN summaries.nationality_books AS kept
      ON kept.nationality = now.nationality AND kept.title_key = now.title_key
    WHERE kept.title_key IS NULL OR now.title_key IS NULL)
$$;

COMMENT ON FUNCTION summaries.nationality_books_have_changed() IS 'Whether the standing questions on nationalities are about other books than when they were last computed.';

CREATE FUNCTION summaries.needed_to_watch(share numeric) RETURNS TABLE(movie_title text, needed interval)
    LANGUAGE sql STABLE
    AS $$
  SELECT titles.movie_title, make_interval(secs => (share * 60 * lengths.duration_mins)::double precision)
  FROM summaries.streamed_titles AS titles
  JOIN summaries.film_lengths AS lengths ON lengths.title_key = titles.title_key
$$;

COMMENT ON FUNCTION summaries.needed_to_watch(share numeric) IS 'How long a session has to be to reach a share of its film, by the title as sessions spell it.';

CREATE FUNCTION summaries.rebuild_film_ratings() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  DELETE FROM summaries.film_ratings;
  -- CREATE TABLE AS, unlike INSERT, reads with parallel workers.
  CREATE TEMPORARY TABLE rebuilt_ratings ON COMMIT DROP AS
    SELECT ratings.movie_id, count(*) AS ratings, sum(ratings.rating) AS stars
    FROM tmdb.ratings
    WHERE ratings.rating IS NOT NULL
    GROUP BY ratings.movie_id;
  INSERT INTO summaries.film_ratings (movie_id, ratings, stars)
  SELECT r.movie_id, r.ratings, r.stars FROM rebuilt_ratings AS r ORDER BY r.movie_id;
  DROP TABLE rebuilt_ratings;
  ANALYZE summaries.film_ratings;
END
$$;

COMMENT ON FUNCTION summaries.rebuild_film_ratings() IS 'Computes all that is kept of tmdb.ratings anew.';

CREATE FUNCTION summaries.rebuild_films() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  DELETE FROM summaries.company_names;
  DELETE FROM summaries.companies;
  DELETE FROM summaries.company_years;
  DELETE FROM summaries.genre_years;
  DELETE FROM summaries.company_year_genres;
  -- CREATE TABLE AS, unlike INSERT, reads with parallel workers.
  CREATE TEMPORARY TABLE changed_films ON COMMIT DROP AS
    SELECT 1 AS weight, f.year, f.budget, f.revenue, f.profit, f.popularity, f.genres, f.company_ids, f.companies
    FROM summaries.films() AS f;
  PERFORM summaries.add_changed_films();
  DROP TABLE changed_films;
  ANALYZE summaries.company_names, summaries.companies, summaries.company_years, summaries.genre_years,
    summaries.company_year_genres;
END
$$;

COMMENT ON FUNCTION summaries.rebuild_films() IS 'Computes all that is kept of tmdb.movies anew.';

CREATE FUNCTION summaries.rebuild_nationalities() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  DELETE FROM summaries.nationality_books;
  INSERT INTO summaries.nationality_books (nationality, title_key)
  SELECT asked.nationality, books.title_key
  FROM summaries.nationalities AS asked
  CROSS JOIN LATERAL answers.books_by_nationality(asked.nationality) AS books;
  CREATE TEMPORARY TABLE rebuilt_nationalities ON COMMIT DROP AS
    SELECT DISTINCT books.nationality, reviews.movie_title
    FROM summaries.nationality_books AS books
    JOIN summaries.reviewed_books AS spelled ON spelled.title_key = books.title_key
    JOIN vendor.reviews ON reviews.book_title = spelled.book_title;
  DELETE FROM summaries.nationality_movies;
  INSERT INTO summaries.nationality_movies (nationality, movie_title)
  SELECT r.nationality, r.movie_title FROM rebuilt_nationalities AS r;
  DROP TABLE rebuilt_nationalities;
  ANALYZE summaries.nationality_books, summaries.nationality_movies;
END
$$;

COMMENT ON FUNCTION summaries.rebuild_nationalities() IS 'Answers the standing questions on nationalities from all reviews.';

CREATE FUNCTION summaries.rebuild_outages() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  DELETE FROM summaries.outage_users;
  UPDATE summaries.outages SET users = 0;
  PERFORM summaries.gather_streams(NULL, NULL);
  PERFORM summaries.refresh_outages();
  DROP TABLE changed_streams;
END
$$;

COMMENT ON FUNCTION summaries.rebuild_outages() IS 'Answers the standing questions on outages from all sessions.';

CREATE FUNCTION summaries.rebuild_reviews() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  -- The key begins with the film's title: from one title to the next in the index is a fraction of a scan.
  CREATE TEMPORARY TABLE rebuilt_movies ON COMMIT DROP AS
    WITH RECURSIVE titles AS (
      (SELECT reviews.movie_title FROM vendor.reviews ORDER BY reviews.movie_title LIMIT 1)
      UNION ALL
      SELECT (
        SELECT reviews.movie_title FROM vendor.reviews
        WHERE reviews.movie_title > titles.movie_title ORDER BY reviews.movie_title LIMIT 1)
      FROM titles WHERE titles.movie_title IS NOT NULL
    )
    SELECT titles.movie_title FROM titles WHERE titles.movie_title IS NOT NULL;
  -- CREATE TABLE AS, unlike INSERT, reads with parallel workers.
  CREATE TEMPORARY TABLE rebuilt_books ON COMMIT DROP AS
    SELECT DISTINCT reviews.book_title FROM vendor.reviews;
  DELETE FROM summaries.reviewed_movies;
  INSERT INTO summaries.reviewed_movies (movie_title, title_key)
  SELECT rebuilt_movies.movie_title, answers.title_key(rebuilt_movies.movie_title) FROM rebuilt_movies;
  DELETE FROM summaries.reviewed_books;
  INSERT INTO summaries.reviewed_books (book_title, title_key)
  SELECT rebuilt_books.book_title, answers.title_key(rebuilt_books.book_title) FROM rebuilt_books;
  DROP TABLE rebuilt_movies, rebuilt_books;
  ANALYZE summaries.reviewed_movies, summaries.reviewed_books;
  PERFORM summaries.rebuild_nationalities();
END
$$;

COMMENT ON FUNCTION summaries.rebuild_reviews() IS 'Computes all that is kept of vendor.reviews anew.';

CREATE FUNCTION summaries.rebuild_streams() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM summaries.rebuild_streams_by_sample(100000);
  IF NOT summaries.stream_median_is_kept() THEN
    PERFORM summaries.rebuild_streams_by_sample(NULL);
  END IF;
  PERFORM summaries.rebuild_watch_windows();
END
$$;

COMMENT ON FUNCTION summaries.rebuild_streams() IS 'Computes all that is kept of app.streams anew.';

CREATE FUNCTION summaries.rebuild_streams_by_sample(sampled_rows bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  sizes record;
BEGIN
  SELECT s.from_mb, s.to_mb INTO sizes FROM summaries.stream_sizes_to_keep(sampled_rows) AS s;
  -- CREATE TABLE AS, unlike INSERT, reads with parallel workers.
  CREATE TEMPORARY TABLE rebuilt_titles ON COMMIT DROP AS
    SELECT
      s.movie_title,
      count(s.end_at) AS sessions,
      sum(s.end_at - s.start_at) AS duration,
      max(s.end_at - s.start_at) AS longest,
      count(*) FILTER (WHERE s.size_mb < sizes.from_mb) AS below,
      count(*) FILTER (WHERE s.size_mb > sizes.to_mb) AS above
    FROM app.streams AS s
    GROUP BY s.movie_title;

  DELETE FROM summaries.streamed_titles;
  INSERT INTO summaries.streamed_titles (movie_title, title_key)
  SELECT r.movie_title, answers.title_key(r.movie_title) FROM rebuilt_titles AS r;
  ANALYZE summaries.streamed_titles;
  DELETE FROM summaries.stream_totals;
  INSERT INTO summaries.stream_totals (sessions, duration, longest)
  SELECT COALESCE(sum(r.sessions), 0), COALESCE(sum(r.duration), interval '0'), max(r.longest) FROM rebuilt_titles AS r;

  PERFORM summaries.gather_streams(sizes.from_mb, sizes.to_mb);
  DELETE FROM summaries.stream_sizes;
  INSERT INTO summaries.stream_sizes (size_mb, sessions)
  SELECT c.size_mb, count(*) FROM changed_streams AS c
  WHERE c.size_mb BETWEEN sizes.from_mb AND sizes.to_mb
  GROUP BY c.size_mb ORDER BY c.size_mb;
  DELETE FROM summaries.stream_size_range;
  INSERT INTO summaries.stream_size_range (from_mb, to_mb, below, within, above)
  SELECT sizes.from_mb, sizes.to_mb, sum(r.below), (SELECT sum(s.sessions) FROM summaries.stream_sizes AS s), sum(r.above)
  FROM rebuilt_titles AS r
  HAVING sizes.from_mb IS NOT NULL;
  ANALYZE summaries.stream_sizes;

  DELETE FROM summaries.outage_users;
  UPDATE summaries.outages SET users = 0;
  PERFORM summaries.refresh_outages();
  DROP TABLE rebuilt_titles, changed_streams;
END
$$;

COMMENT ON FUNCTION summaries.rebuild_streams_by_sample(sampled_rows bigint) IS 'Computes anew what is kept of app.streams but for the watch windows. The median may be missed when it is looked for among so many rows; among all, told by null, it is not.';

CREATE FUNCTION summaries.rebuild_watch_window(window_id bigint, share numeric, from_at timestamp with time zone, until_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_variable
DECLARE
  earliest timestamptz := summaries.earliest_start(from_at);
BEGIN
  CREATE TEMPORARY TABLE needed_to_watch ON COMMIT DROP AS
    SELECT n.movie_title, n.needed FROM summaries.needed_to_watch(share) AS n;
  ANALYZE needed_to_watch;
  -- CREATE TABLE AS, unlike INSERT, reads with parallel workers.
  CREATE TEMPORARY TABLE rebuilt_watchers ON COMMIT DROP AS
    SELECT s.user_email, count(*) FILTER (WHERE w.inside) AS inside, count(*) FILTER (WHERE w.by_start) AS by_start
    FROM app.streams AS s
    JOIN needed_to_watch AS n ON n.movie_title = s.movie_title
    CROSS JOIN LATERAL answers.watched(s.start_at, s.end_at, from_at, until_at, n.needed) AS w
    WHERE s.start_at > earliest AND s.start_at < until_at AND s.end_at > from_at
      AND (w.inside OR w.by_start)
    GROUP BY s.user_email;
  -- In order, so that the index grows at its end.
  INSERT INTO summaries.watch_window_users (watch_window_id, user_email, inside, by_start)
  SELECT window_id, r.user_email, r.inside, r.by_start FROM rebuilt_watchers AS r ORDER BY r.user_email;
  UPDATE summaries.watch_windows AS asked
  SET (users, users_by_start) = (
    SELECT count(*) FILTER (WHERE r.inside > 0), count(*) FILTER (WHERE r.by_start > 0) FROM rebuilt_watchers AS r)
  WHERE asked.watch_window_id = window_id;
  DROP TABLE needed_to_watch, rebuilt_watchers;
END
$$;

COMMENT ON FUNCTION summaries.rebuild_watch_window(window_id bigint, share numeric, from_at timestamp with time zone, until_at timestamp with time zone) IS 'Answers one standing question on who watched how much from all sessions. Of its users there must be none yet.';

CREATE FUNCTION summaries.rebuild_watch_windows() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  DELETE FROM summaries.watch_window_users;
  DELETE FROM summaries.film_lengths;
  INSERT INTO summaries.film_lengths (title_key, duration_mins)
  SELECT lengths.title_key, lengths.duration_mins FROM answers.film_lengths() AS lengths;
  ANALYZE summaries.film_lengths;
  PERFORM summaries.rebuild_watch_window(asked.watch_window_id, asked.share, asked.from_at, asked.until_at)
  FROM summaries.watch_windows AS asked;
  ANALYZE summaries.watch_window_users;
END
$$;

COMMENT ON FUNCTION summaries.rebuild_watch_windows() IS 'Answers the standing questions on who watched how much from all sessions.';

CREATE FUNCTION summaries.refresh_film_ratings(of_run_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO summaries.film_ratings AS kept (movie_id, ratings, stars)
  SELECT c.movie_id, sum(c.weight), sum(c.weight * c.rating)
  FROM (
    SELECT 1::bigint AS weight, s.movie_id, s.rating FROM tmdb.ratings_staging AS s
    UNION ALL
    SELECT -1, p.movie_id, p.rating FROM tmdb.ratings_past AS p WHERE p.run_id = of_run_id
  ) AS c
  WHERE c.rating IS NOT NULL
  GROUP BY c.movie_id
  ON CONFLICT ON CONSTRAINT film_ratings_pkey
  DO UPDATE SET ratings = kept.ratings + EXCLUDED.ratings, stars = kept.stars + EXCLUDED.stars;
END
$$;

COMMENT ON FUNCTION summaries.refresh_film_ratings(of_run_id bigint) IS 'Brings all that is kept of tmdb.ratings up to a night.';

CREATE FUNCTION summaries.refresh_films(of_run_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  CREATE TEMPORARY TABLE changed_films ON COMMIT DROP AS
    SELECT 1 AS weight, f.year, s.budget::numeric, s.revenue::numeric, s.revenue::numeric - s.budget AS profit,
      s.popularity, f.genres, f.company_ids, f.companies
    FROM tmdb.movies_staging AS s
    CROSS JOIN LATERAL summaries.film_facts(s.release_date, s.genres, s.production_companies) AS f
    UNION ALL
    SELECT -1, f.year, -p.budget::numeric, -p.revenue::numeric, p.budget::numeric - p.revenue,
      -p.popularity, f.genres, f.company_ids, f.companies
    FROM tmdb.movies_past AS p
    CROSS JOIN LATERAL summaries.film_facts(p.release_date, p.genres, p.production_companies) AS f
    WHERE p.run_id = of_run_id;
  PERFORM summaries.add_changed_films();
  DROP TABLE changed_films;
END
$$;

COMMENT ON FUNCTION summaries.refresh_films(of_run_id bigint) IS 'Brings all that is kept of tmdb.movies up to a night.';

CREATE FUNCTION summaries.refresh_nationalities(of_run_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF (EXISTS (SELECT FROM vendor.books WHERE books.run_id = of_run_id)
      OR EXISTS (SELECT FROM vendor.authors WHERE authors.run_id = of_run_id))
    AND summaries.nationality_books_have_changed()
  THEN
    PERFORM summaries.rebuild_nationalities();
  ELSE
    INSERT INTO summaries.nationality_movies (nationality, movie_title)
    SELECT DISTINCT books.nationality, staged.movie_title
    FROM summaries.nationality_books AS books
    JOIN summaries.reviewed_books AS spelled ON spelled.title_key = books.title_key
    JOIN vendor.reviews_staging AS staged ON staged.book_title = spelled.book_title
    WHERE NOT EXISTS (
      SELECT FROM summaries.nationality_movies AS kept
      WHERE kept.movie_title = staged.movie_title AND kept.nationality = books.nationality);
  END IF;
END
$$;

COMMENT ON FUNCTION summaries.refresh_nationalities(of_run_id bigint) IS 'Brings the standing questions on nationalities up to a night; anew where the books of one have changed.';

CREATE FUNCTION summaries.refresh_outages() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  WITH changed AS (
    SELECT outages.outage_id, c.user_email, sum(c.weight) AS sessions
    FROM summaries.outages
    JOIN summaries.streamed_titles AS titles ON titles.title_key = outages.title_key
    JOIN changed_streams AS c ON c.movie_title = titles.movie_title
      AND answers.in_progress(c.start_at, c.end_at, outages.from_at, outages.until_at)
    GROUP BY outages.outage_id, c.user_email
    HAVING sum(c.weight) <> 0
  ),
  added AS (
    INSERT INTO summaries.outage_users AS kept (outage_id, user_email, sessions)
    SELECT changed.outage_id, changed.user_email, changed.sessions FROM changed
    ON CONFLICT ON CONSTRAINT outage_users_pkey DO UPDATE SET sessions = kept.sessions + EXCLUDED.sessions
    RETURNING kept.outage_id, kept.user_email, kept.sessions
  ),
  difference AS (
    SELECT added.outage_id,
      count(*) FILTER (WHERE added.sessions > 0) - count(*) FILTER (WHERE added.sessions > changed.sessions) AS users
    FROM added
    JOIN changed ON changed.outage_id = added.outage_id AND changed.user_email = added.user_email
    GROUP BY added.outage_id
  )
  UPDATE summaries.outages
  SET users = outages.users + difference.users
  FROM difference
  WHERE difference.outage_id = outages.outage_id;
END
$$;

COMMENT ON FUNCTION summaries.refresh_outages() IS 'Brings the standing questions on outages up to date with changed_streams.';

CREATE FUNCTION summaries.refresh_reviews(of_run_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO summaries.reviewed_movies (movie_title, title_key)
  SELECT titles.movie_title, answers.title_key(titles.movie_title)
  FROM (
    SELECT staged.movie_title FROM vendor.reviews_staging AS staged
    EXCEPT SELECT known.movie_title FROM summaries.reviewed_movies AS known
  ) AS titles;
  INSERT INTO summaries.reviewed_books (book_title, title_key)
  SELECT titles.book_title, answers.title_key(titles.book_title)
  FROM (
    SELECT staged.book_title FROM vendor.reviews_staging AS staged
    EXCEPT SELECT known.book_title FROM summaries.reviewed_books AS known
  ) AS titles;
  PERFORM summaries.refresh_nationalities(of_run_id);
END
$$;

COMMENT ON FUNCTION summaries.refresh_reviews(of_run_id bigint) IS 'Brings all that is kept of vendor.reviews up to a night.';

CREATE FUNCTION summaries.refresh_stream_sizes() RETURNS boolean
    LANGUAGE plpgsql
    AS $$
BEGIN
  UPDATE summaries.stream_size_range AS r
  SET (below, within, above) = (
    SELECT
      r.below + COALESCE(sum(c.weight) FILTER (WHERE c.size_mb < r.from_mb), 0),
      r.within + COALESCE(sum(c.weight) FILTER (WHERE c.size_mb BETWEEN r.from_mb AND r.to_mb), 0),
      r.above + COALESCE(sum(c.weight) FILTER (WHERE c.size_mb > r.to_mb), 0)
    FROM changed_streams AS c);
  INSERT INTO summaries.stream_sizes AS kept (size_mb, sessions)
  SELECT c.size_mb, sum(c.weight)
  FROM changed_streams AS c
  JOIN summaries.stream_size_range AS r ON c.size_mb BETWEEN r.from_mb AND r.to_mb
  GROUP BY c.size_mb
  HAVING sum(c.weight) <> 0
  ON CONFLICT ON CONSTRAINT stream_sizes_pkey DO UPDATE SET sessions = kept.sessions + EXCLUDED.sessions;
  RETURN CASE
    WHEN EXISTS (SELECT FROM summaries.stream_size_range) THEN summaries.stream_median_is_kept()
    ELSE NOT EXISTS (SELECT FROM changed_streams AS c WHERE c.size_mb IS NOT NULL)
  END;
END
$$;

COMMENT ON FUNCTION summaries.refresh_stream_sizes() IS 'Brings the sizes around the median up to date with changed_streams; false where the median has left them. A size that no session has any more stays, with none.';

CREATE FUNCTION summaries.refresh_streams(of_run_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  CREATE TEMPORARY TABLE changed_streams ON COMMIT DROP AS
    SELECT 1::bigint AS weight, s.movie_title, s.user_email, s.size_mb, s.start_at, s.end_at
    FROM app.streams_staging AS s
    UNION ALL
    SELECT -1, p.movie_title, p.user_email, p.size_mb, p.start_at, p.end_at
    FROM app.streams_past AS p
    WHERE p.run_id = of_run_id;

  INSERT INTO summaries.streamed_titles (movie_title, title_key)
  SELECT titles.movie_title, answers.title_key(titles.movie_title)
  FROM (
    SELECT c.movie_title FROM changed_streams AS c
    EXCEPT SELECT k.movie_title FROM summaries.streamed_titles AS k
  ) AS titles;
  UPDATE summaries.stream_totals AS totals
  SET (sessions, duration, longest) = (
    SELECT
      totals.sessions + COALESCE(sum(c.weight) FILTER (WHERE c.end_at IS NOT NULL), 0),
      totals.duration + COALESCE(sum(c.weight * (c.end_at - c.start_at)), interval '0'),
      GREATEST(totals.longest, max(c.end_at - c.start_at))
    FROM changed_streams AS c);
  IF NOT summaries.refresh_stream_sizes() THEN
    DROP TABLE changed_streams;
    PERFORM summaries.rebuild_streams();
    RETURN;
  END IF;
  PERFORM summaries.refresh_outages();
  PERFORM summaries.refresh_watch_windows(of_run_id);
  DROP TABLE changed_streams;
END
$$;

COMMENT ON FUNCTION summaries.refresh_streams(of_run_id bigint) IS 'Brings all that is kept of app.streams up to a night.';

CREATE FUNCTION summaries.refresh_watch_window(window_id bigint, share numeric, from_at timestamp with time zone, until_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_variable
BEGIN
  WITH changed AS MATERIALIZED (
    SELECT c.user_email,
      COALESCE(sum(c.weight) FILTER (WHERE w.inside), 0) AS inside,
      COALESCE(sum(c.weight) FILTER (WHERE w.by_start), 0) AS by_start
    FROM changed_streams AS c
    JOIN summaries.needed_to_watch(share) AS n ON n.movie_title = c.movie_title
    CROSS JOIN LATERAL answers.watched(c.start_at, c.end_at, from_at, until_at, n.needed) AS w
    WHERE c.start_at < until_at AND c.end_at > from_at
      AND (w.inside OR w.by_start)
    GROUP BY c.user_email
  ),
  added AS (
    INSERT INTO summaries.watch_window_users AS kept (watch_window_id, user_email, inside, by_start)
    SELECT window_id, changed.user_email, changed.inside, changed.by_start FROM changed ORDER BY changed.user_email
    ON CONFLICT ON CONSTRAINT watch_window_users_pkey
    DO UPDATE SET inside = kept.inside + EXCLUDED.inside, by_start = kept.by_start + EXCLUDED.by_start
    RETURNING kept.user_email, kept.inside, kept.by_start
  ),
  difference AS (
    SELECT
      count(*) FILTER (WHERE added.inside > 0)
        - count(*) FILTER (WHERE added.inside > changed.inside) AS users,
      count(*) FILTER (WHERE added.by_start > 0)
        - count(*) FILTER (WHERE added.by_start > changed.by_start) AS users_by_start
    FROM added
    JOIN changed ON changed.user_email = added.user_email
  )
  UPDATE summaries.watch_windows AS asked
  SET users = asked.users + difference.users, users_by_start = asked.users_by_start + difference.users_by_start
  FROM difference
  WHERE asked.watch_window_id = window_id;
END
$$;

COMMENT ON FUNCTION summaries.refresh_watch_window(window_id bigint, share numeric, from_at timestamp with time zone, until_at timestamp with time zone) IS 'Brings one standing question on who watched how much up to date with changed_streams. A user of whom no session counts any more stays, with none.';

CREATE FUNCTION summaries.refresh_watch_windows(of_run_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT FROM app.movies WHERE movies.run_id = of_run_id)
    AND EXISTS (
      SELECT FROM answers.film_lengths() AS now
      FULL JOIN summaries.film_lengths AS kept ON kept.title_key = now.title_key
      WHERE kept.duration_mins IS DISTINCT FROM now.duration_mins)
  THEN
    PERFORM summaries.rebuild_watch_windows();
  ELSE
    PERFORM summaries.refresh_watch_window(asked.watch_window_id, asked.share, asked.from_at, asked.until_at)
    FROM summaries.watch_windows AS asked;
  END IF;
END
$$;

COMMENT ON FUNCTION summaries.refresh_watch_windows(of_run_id bigint) IS 'Brings the standing questions on who watched how much up to a night; anew where it has changed a running time.';

CREATE FUNCTION summaries.short_form(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (length(name) <= 500) THEN name ELSE ("left"(name, 500) || summaries.digest(name)) END;

COMMENT ON FUNCTION summaries.short_form(name text) IS 'What an index holds of a name: the name itself, or of more than 500 characters the first 500 and a digest of all. Indexes are made of it: it must never give another form.';

CREATE FUNCTION summaries.stream_median_is_kept() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT EXISTS (
    SELECT FROM summaries.stream_size_range AS r
    WHERE (r.below + r.within + r.above + 1) / 2 > r.below
      AND (r.below + r.within + r.above) / 2 + 1 <= r.below + r.within)
$$;

COMMENT ON FUNCTION summaries.stream_median_is_kept() IS 'Whether the median of all sessions lies in the range of which the exact sizes are kept.';

CREATE FUNCTION summaries.stream_sizes_to_keep(sampled_rows bigint) RETURNS TABLE(from_mb double precision, to_mb double precision)
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
  rows_held double precision;
  share_read double precision := 100;
BEGIN
  rows_held := (SELECT c.reltuples FROM pg_catalog.pg_class AS c WHERE c.oid = 'app.streams'::regclass);
  IF rows_held > sampled_rows THEN
    share_read := 100 * sampled_rows / rows_held;
  END IF;
  -- Half a per cent on either side: with 100,000 rows read the median lies beyond once in 600 times, and
  -- it can move for many nights before it leaves the range. Of few sizes, all.
  RETURN QUERY
    SELECT
      CASE WHEN read.sizes / share_read < 20 THEN read.places[1] ELSE read.places[2] END,
      CASE WHEN read.sizes / share_read < 20 THEN read.places[4] ELSE read.places[3] END
    FROM (
      SELECT count(s.size_mb) AS sizes,
        percentile_disc(ARRAY[0, 0.495, 0.505, 1]::double precision[]) WITHIN GROUP (ORDER BY s.size_mb) AS places
      FROM app.streams AS s TABLESAMPLE SYSTEM (share_read) REPEATABLE (1)
    ) AS read;
END
$$;

COMMENT ON FUNCTION summaries.stream_sizes_to_keep(sampled_rows bigint) IS 'The sizes around the median of so many rows, read at random places; of all rows when told null.';

CREATE TABLE tmdb.credits (
    id bigint NOT NULL,
    "cast" jsonb,
    crew jsonb,
    valid_from timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    run_id bigint NOT NULL,
    row_id bigint NOT NULL,
    value_fingerprint uuid NOT NULL
)
WITH (fillfactor='90');

COMMENT ON TABLE tmdb.credits IS 'Who made a film: the newest version known of each, deleted ones included.';

COMMENT ON COLUMN tmdb.credits.id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.credits."cast" IS 'Who plays in it, as an array of objects; see tmdb.cast_members.';

COMMENT ON COLUMN tmdb.credits.crew IS 'Who worked on it, as an array of objects; see tmdb.crew_members.';

COMMENT ON COLUMN tmdb.credits.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN tmdb.credits.deleted_at IS 'Since when the vendor no longer lists the row; null while it does.';

COMMENT ON COLUMN tmdb.credits.run_id IS 'The night that wrote this row, as in nightjar.runs.';

COMMENT ON COLUMN tmdb.credits.row_id IS 'Nightjar''s own number of the row; it stays the same through all versions.';

COMMENT ON COLUMN tmdb.credits.value_fingerprint IS 'XXH3-128 of the typed values: equal for equal rows, whatever the dump looked like.';

CREATE VIEW tmdb.credits_live AS
 SELECT credits.id,
    credits."cast",
    credits.crew,
    credits.valid_from
   FROM tmdb.credits
  WHERE (credits.deleted_at IS NULL);

COMMENT ON VIEW tmdb.credits_live IS 'What the newest dump of tmdb.credits holds: the rows that are not deleted.';

COMMENT ON COLUMN tmdb.credits_live.id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.credits_live."cast" IS 'Who plays in it, as an array of objects; see tmdb.cast_members.';

COMMENT ON COLUMN tmdb.credits_live.crew IS 'Who worked on it, as an array of objects; see tmdb.crew_members.';

COMMENT ON COLUMN tmdb.credits_live.valid_from IS 'Since when this version holds.';

CREATE FUNCTION tmdb.credits_as_of(timestamp with time zone) RETURNS SETOF tmdb.credits_live
    LANGUAGE sql STABLE
    AS $_$SELECT h.id, h."cast", h.crew, h.valid_from FROM tmdb.credits_history AS h WHERE h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1)$_$;

COMMENT ON FUNCTION tmdb.credits_as_of(timestamp with time zone) IS 'The rows of tmdb.credits as they were live at the given instant.';

CREATE FUNCTION tmdb.entries(list jsonb) RETURNS TABLE(entry jsonb, id bigint, name text, place bigint)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $_$
  SELECT
    e.entry,
    CASE WHEN e.entry ->> 'id' ~ '^-?[0-9]{1,18}$' THEN (e.entry ->> 'id')::bigint END,
    e.entry ->> 'name',
    e.place
  FROM jsonb_array_elements(CASE jsonb_typeof(list) WHEN 'array' THEN list ELSE '[]' END)
    WITH ORDINALITY AS e (entry, place)
  WHERE jsonb_typeof(e.entry) = 'object'
$_$;

COMMENT ON FUNCTION tmdb.entries(list jsonb) IS 'The objects of a list with their id, where it is an integer, and their name; nothing for what is not a list.';

CREATE TABLE tmdb.keywords (
    id bigint NOT NULL,
    keywords jsonb,
    valid_from timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    run_id bigint NOT NULL,
    row_id bigint NOT NULL,
    value_fingerprint uuid NOT NULL
)
WITH (fillfactor='90');

COMMENT ON TABLE tmdb.keywords IS 'What a film is about in keywords: the newest version known of each, deleted ones included.';

COMMENT ON COLUMN tmdb.keywords.id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.keywords.keywords IS 'Its keywords, as an array of objects with id and name.';

COMMENT ON COLUMN tmdb.keywords.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN tmdb.keywords.deleted_at IS 'Since when the vendor no longer lists the row; null while it does.';

COMMENT ON COLUMN tmdb.keywords.run_id IS 'The night that wrote this row, as in nightjar.runs.';

COMMENT ON COLUMN tmdb.keywords.row_id IS 'Nightjar''s own number of the row; it stays the same through all versions.';

COMMENT ON COLUMN tmdb.keywords.value_fingerprint IS 'XXH3-128 of the typed values: equal for equal rows, whatever the dump looked like.';

CREATE VIEW tmdb.keywords_live AS
 SELECT keywords.id,
    keywords.keywords,
    keywords.valid_from
   FROM tmdb.keywords
  WHERE (keywords.deleted_at IS NULL);

COMMENT ON VIEW tmdb.keywords_live IS 'What the newest dump of tmdb.keywords holds: the rows that are not deleted.';

COMMENT ON COLUMN tmdb.keywords_live.id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.keywords_live.keywords IS 'Its keywords, as an array of objects with id and name.';

COMMENT ON COLUMN tmdb.keywords_live.valid_from IS 'Since when this version holds.';

CREATE FUNCTION tmdb.keywords_as_of(timestamp with time zone) RETURNS SETOF tmdb.keywords_live
    LANGUAGE sql STABLE
    AS $_$SELECT h.id, h.keywords, h.valid_from FROM tmdb.keywords_history AS h WHERE h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1)$_$;

COMMENT ON FUNCTION tmdb.keywords_as_of(timestamp with time zone) IS 'The rows of tmdb.keywords as they were live at the given instant.';

CREATE TABLE tmdb.links (
    movie_id bigint NOT NULL,
    imdb_id text,
    tmdb_id bigint,
    valid_from timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    run_id bigint NOT NULL,
    row_id bigint NOT NULL,
    value_fingerprint uuid NOT NULL
)
WITH (fillfactor='90');

COMMENT ON TABLE tmdb.links IS 'Which film of MovieLens is which of TMDB: the newest version known of each, deleted ones included.';

COMMENT ON COLUMN tmdb.links.movie_id IS 'MovieLens''s number of the film, as tmdb.ratings has it.';

COMMENT ON COLUMN tmdb.links.imdb_id IS 'Its number at IMDb, without the letters tt and with its leading zeros.';

COMMENT ON COLUMN tmdb.links.tmdb_id IS 'Its number at TMDB, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.links.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN tmdb.links.deleted_at IS 'Since when the vendor no longer lists the row; null while it does.';

COMMENT ON COLUMN tmdb.links.run_id IS 'The night that wrote this row, as in nightjar.runs.';

COMMENT ON COLUMN tmdb.links.row_id IS 'Nightjar''s own number of the row; it stays the same through all versions.';

COMMENT ON COLUMN tmdb.links.value_fingerprint IS 'XXH3-128 of the typed values: equal for equal rows, whatever the dump looked like.';

CREATE VIEW tmdb.links_live AS
 SELECT links.movie_id,
    links.imdb_id,
    links.tmdb_id,
    links.valid_from
   FROM tmdb.links
  WHERE (links.deleted_at IS NULL);

COMMENT ON VIEW tmdb.links_live IS 'What the newest dump of tmdb.links holds: the rows that are not deleted.';

COMMENT ON COLUMN tmdb.links_live.movie_id IS 'MovieLens''s number of the film, as tmdb.ratings has it.';

COMMENT ON COLUMN tmdb.links_live.imdb_id IS 'Its number at IMDb, without the letters tt and with its leading zeros.';

COMMENT ON COLUMN tmdb.links_live.tmdb_id IS 'Its number at TMDB, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.links_live.valid_from IS 'Since when this version holds.';

CREATE FUNCTION tmdb.links_as_of(timestamp with time zone) RETURNS SETOF tmdb.links_live
    LANGUAGE sql STABLE
    AS $_$SELECT h.movie_id, h.imdb_id, h.tmdb_id, h.valid_from FROM tmdb.links_history AS h WHERE h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1)$_$;

COMMENT ON FUNCTION tmdb.links_as_of(timestamp with time zone) IS 'The rows of tmdb.links as they were live at the given instant.';

CREATE TABLE tmdb.movies (
    id bigint NOT NULL,
    adult boolean,
    belongs_to_collection jsonb,
    budget bigint,
    genres jsonb,
    homepage text,
    imdb_id text,
    original_language text,
    original_title text,
    overview text,
    popularity numeric,
    poster_path text,
    production_companies jsonb,
    production_countries jsonb,
    release_date date,
    revenue bigint,
    runtime double precision,
    spoken_languages jsonb,
    status text,
    tagline text,
    title text,
    video boolean,
    vote_average numeric,
    vote_count bigint,
    valid_from timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    run_id bigint NOT NULL,
    row_id bigint NOT NULL,
    value_fingerprint uuid NOT NULL
)
WITH (fillfactor='90');

COMMENT ON TABLE tmdb.movies IS 'Films: the newest version known of each, deleted ones included.';

COMMENT ON COLUMN tmdb.movies.id IS 'TMDB''s number of the film.';

COMMENT ON COLUMN tmdb.movies.adult IS 'Whether it is for adults only.';

COMMENT ON COLUMN tmdb.movies.belongs_to_collection IS 'The series it belongs to, as an object; see tmdb.collections.';

COMMENT ON COLUMN tmdb.movies.budget IS 'What it cost, in US dollars; null where it is not known (0 in the file).';

COMMENT ON COLUMN tmdb.movies.genres IS 'Its genres, as an array of objects; see tmdb.movie_genres.';

COMMENT ON COLUMN tmdb.movies.homepage IS 'Its page on the web.';

COMMENT ON COLUMN tmdb.movies.imdb_id IS 'Its number at IMDb, such as tt0114709.';

COMMENT ON COLUMN tmdb.movies.original_language IS 'Language it was made in, by its ISO 639-1 code.';

COMMENT ON COLUMN tmdb.movies.original_title IS 'Title in that language.';

COMMENT ON COLUMN tmdb.movies.overview IS 'What it is about.';

COMMENT ON COLUMN tmdb.movies.popularity IS 'TMDB''s measure of popularity; higher is more popular.';

COMMENT ON COLUMN tmdb.movies.poster_path IS 'Path of its poster at TMDB.';

COMMENT ON COLUMN tmdb.movies.production_companies IS 'Companies that made it, as an array of objects; see tmdb.movie_companies.';

COMMENT ON COLUMN tmdb.movies.production_countries IS 'Countries it was made in, as an array of objects; see tmdb.movie_countries.';

COMMENT ON COLUMN tmdb.movies.release_date IS 'Day of its first release; its year is the film''s year in reports.';

COMMENT ON COLUMN tmdb.movies.revenue IS 'What it earned, in US dollars; null where it is not known (0 in the file).';

COMMENT ON COLUMN tmdb.movies.runtime IS 'Running time in minutes.';

COMMENT ON COLUMN tmdb.movies.spoken_languages IS 'Languages spoken in it, as an array of objects; see tmdb.movie_languages.';

COMMENT ON COLUMN tmdb.movies.status IS 'How far it is, such as Released.';

COMMENT ON COLUMN tmdb.movies.tagline IS 'Its slogan.';

COMMENT ON COLUMN tmdb.movies.title IS 'Title in English.';

COMMENT ON COLUMN tmdb.movies.video IS 'Whether it was made for video.';

COMMENT ON COLUMN tmdb.movies.vote_average IS 'Average of the votes at TMDB, from 0 to 10.';

COMMENT ON COLUMN tmdb.movies.vote_count IS 'Number of the votes at TMDB.';

COMMENT ON COLUMN tmdb.movies.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN tmdb.movies.deleted_at IS 'Since when the vendor no longer lists the row; null while it does.';

COMMENT ON COLUMN tmdb.movies.run_id IS 'The night that wrote this row, as in nightjar.runs.';

COMMENT ON COLUMN tmdb.movies.row_id IS 'Nightjar''s own number of the row; it stays the same through all versions.';

COMMENT ON COLUMN tmdb.movies.value_fingerprint IS 'XXH3-128 of the typed values: equal for equal rows, whatever the dump looked like.';

CREATE VIEW tmdb.movies_live AS
 SELECT movies.id,
    movies.adult,
    movies.belongs_to_collection,
    movies.budget,
    movies.genres,
    movies.homepage,
    movies.imdb_id,
    movies.original_language,
    movies.original_title,
    movies.overview,
    movies.popularity,
    movies.poster_path,
    movies.production_companies,
    movies.production_countries,
    movies.release_date,
    movies.revenue,
    movies.runtime,
    movies.spoken_languages,
    movies.status,
    movies.tagline,
    movies.title,
    movies.video,
    movies.vote_average,
    movies.vote_count,
    movies.valid_from
   FROM tmdb.movies
  WHERE (movies.deleted_at IS NULL);

COMMENT ON VIEW tmdb.movies_live IS 'What the newest dump of tmdb.movies holds: the rows that are not deleted.';

COMMENT ON COLUMN tmdb.movies_live.id IS 'TMDB''s number of the film.';

COMMENT ON COLUMN tmdb.movies_live.adult IS 'Whether it is for adults only.';

COMMENT ON COLUMN tmdb.movies_live.belongs_to_collection IS 'The series it belongs to, as an object; see tmdb.collections.';

COMMENT ON COLUMN tmdb.movies_live.budget IS 'What it cost, in US dollars; null where it is not known (0 in the file).';

COMMENT ON COLUMN tmdb.movies_live.genres IS 'Its genres, as an array of objects; see tmdb.movie_genres.';

COMMENT ON COLUMN tmdb.movies_live.homepage IS 'Its page on the web.';

COMMENT ON COLUMN tmdb.movies_live.imdb_id IS 'Its number at IMDb, such as tt0114709.';

COMMENT ON COLUMN tmdb.movies_live.original_language IS 'Language it was made in, by its ISO 639-1 code.';

COMMENT ON COLUMN tmdb.movies_live.original_title IS 'Title in that language.';

COMMENT ON COLUMN tmdb.movies_live.overview IS 'What it is about.';

COMMENT ON COLUMN tmdb.movies_live.popularity IS 'TMDB''s measure of popularity; higher is more popular.';

COMMENT ON COLUMN tmdb.movies_live.poster_path IS 'Path of its poster at TMDB.';

COMMENT ON COLUMN tmdb.movies_live.production_companies IS 'Companies that made it, as an array of objects; see tmdb.movie_companies.';

COMMENT ON COLUMN tmdb.movies_live.production_countries IS 'Countries it was made in, as an array of objects; see tmdb.movie_countries.';

COMMENT ON COLUMN tmdb.movies_live.release_date IS 'Day of its first release; its year is the film''s year in reports.';

COMMENT ON COLUMN tmdb.movies_live.revenue IS 'What it earned, in US dollars; null where it is not known (0 in the file).';

COMMENT ON COLUMN tmdb.movies_live.runtime IS 'Running time in minutes.';

COMMENT ON COLUMN tmdb.movies_live.spoken_languages IS 'Languages spoken in it, as an array of objects; see tmdb.movie_languages.';

COMMENT ON COLUMN tmdb.movies_live.status IS 'How far it is, such as Released.';

COMMENT ON COLUMN tmdb.movies_live.tagline IS 'Its slogan.';

COMMENT ON COLUMN tmdb.movies_live.title IS 'Title in English.';

COMMENT ON COLUMN tmdb.movies_live.video IS 'Whether it was made for video.';

COMMENT ON COLUMN tmdb.movies_live.vote_average IS 'Average of the votes at TMDB, from 0 to 10.';

COMMENT ON COLUMN tmdb.movies_live.vote_count IS 'Number of the votes at TMDB.';

COMMENT ON COLUMN tmdb.movies_live.valid_from IS 'Since when this version holds.';

CREATE FUNCTION tmdb.movies_as_of(timestamp with time zone) RETURNS SETOF tmdb.movies_live
    LANGUAGE sql STABLE
    AS $_$SELECT h.id, h.adult, h.belongs_to_collection, h.budget, h.genres, h.homepage, h.imdb_id, h.original_language, h.original_title, h.overview, h.popularity, h.poster_path, h.production_companies, h.production_countries, h.release_date, h.revenue, h.runtime, h.spoken_languages, h.status, h.tagline, h.title, h.video, h.vote_average, h.vote_count, h.valid_from FROM tmdb.movies_history AS h WHERE h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1)$_$;

COMMENT ON FUNCTION tmdb.movies_as_of(timestamp with time zone) IS 'The rows of tmdb.movies as they were live at the given instant.';

CREATE TABLE tmdb.ratings (
    user_id bigint NOT NULL,
    movie_id bigint NOT NULL,
    rating numeric,
    rated_at timestamp with time zone,
    valid_from timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    run_id bigint NOT NULL,
    row_id bigint NOT NULL,
    value_fingerprint uuid NOT NULL
)
WITH (fillfactor='90');

COMMENT ON TABLE tmdb.ratings IS 'Ratings of films by users of MovieLens. Dumps only add to it; the newest version known of each.';

COMMENT ON COLUMN tmdb.ratings.user_id IS 'MovieLens''s number of the user.';

COMMENT ON COLUMN tmdb.ratings.movie_id IS 'MovieLens''s number of the film; tmdb.links leads from it to tmdb.movies.';

COMMENT ON COLUMN tmdb.ratings.rating IS 'Stars, from 0.5 to 5.';

COMMENT ON COLUMN tmdb.ratings.rated_at IS 'When the user gave them.';

COMMENT ON COLUMN tmdb.ratings.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN tmdb.ratings.deleted_at IS 'Since when the vendor no longer lists the row; null while it does.';

COMMENT ON COLUMN tmdb.ratings.run_id IS 'The night that wrote this row, as in nightjar.runs.';

COMMENT ON COLUMN tmdb.ratings.row_id IS 'Nightjar''s own number of the row; it stays the same through all versions.';

COMMENT ON COLUMN tmdb.ratings.value_fingerprint IS 'XXH3-128 of the typed values: equal for equal rows, whatever the dump looked like.';

CREATE VIEW tmdb.ratings_live AS
 SELECT ratings.user_id,
    ratings.movie_id,
    ratings.rating,
    ratings.rated_at,
    ratings.valid_from
   FROM tmdb.ratings
  WHERE (ratings.deleted_at IS NULL);

COMMENT ON VIEW tmdb.ratings_live IS 'What the newest dump of tmdb.ratings holds: the rows that are not deleted.';

COMMENT ON COLUMN tmdb.ratings_live.user_id IS 'MovieLens''s number of the user.';

COMMENT ON COLUMN tmdb.ratings_live.movie_id IS 'MovieLens''s number of the film; tmdb.links leads from it to tmdb.movies.';

COMMENT ON COLUMN tmdb.ratings_live.rating IS 'Stars, from 0.5 to 5.';

COMMENT ON COLUMN tmdb.ratings_live.rated_at IS 'When the user gave them.';

COMMENT ON COLUMN tmdb.ratings_live.valid_from IS 'Since when this version holds.';

CREATE FUNCTION tmdb.ratings_as_of(timestamp with time zone) RETURNS SETOF tmdb.ratings_live
    LANGUAGE sql STABLE
    AS $_$SELECT h.user_id, h.movie_id, h.rating, h.rated_at, h.valid_from FROM tmdb.ratings_history AS h WHERE h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1)$_$;

COMMENT ON FUNCTION tmdb.ratings_as_of(timestamp with time zone) IS 'The rows of tmdb.ratings as they were live at the given instant.';

CREATE TABLE vendor.authors (
    name text NOT NULL COLLATE pg_catalog."C",
    birth_date date,
    died_at date,
    nationalities text[],
    valid_from timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    run_id bigint NOT NULL,
    row_id bigint NOT NULL,
    value_fingerprint uuid NOT NULL
)
WITH (fillfactor='90');

COMMENT ON TABLE vendor.authors IS 'Authors of books: the newest version known of each, those deleted by the vendor included.';

COMMENT ON COLUMN vendor.authors.name IS 'The author''s full name, as books.author has it.';

COMMENT ON COLUMN vendor.authors.birth_date IS 'Date of birth.';

COMMENT ON COLUMN vendor.authors.died_at IS 'Date of death; null while the author lives, and the vendor also lists dates to come.';

COMMENT ON COLUMN vendor.authors.nationalities IS 'Nationalities by their label, such as Singaporeans, in the vendor''s order; empty labels are left out.';

COMMENT ON COLUMN vendor.authors.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN vendor.authors.deleted_at IS 'Since when the vendor no longer lists the row; null while it does.';

COMMENT ON COLUMN vendor.authors.run_id IS 'The night that wrote this row, as in nightjar.runs.';

COMMENT ON COLUMN vendor.authors.row_id IS 'Nightjar''s own number of the row; it stays the same through all versions.';

COMMENT ON COLUMN vendor.authors.value_fingerprint IS 'XXH3-128 of the typed values: equal for equal rows, whatever the dump looked like.';

CREATE VIEW vendor.authors_live AS
 SELECT authors.name,
    authors.birth_date,
    authors.died_at,
    authors.nationalities,
    authors.valid_from
   FROM vendor.authors
  WHERE (authors.deleted_at IS NULL);

COMMENT ON VIEW vendor.authors_live IS 'What the newest dump of vendor.authors holds: the rows that are not deleted.';

COMMENT ON COLUMN vendor.authors_live.name IS 'The author''s full name, as books.author has it.';

COMMENT ON COLUMN vendor.authors_live.birth_date IS 'Date of birth.';

COMMENT ON COLUMN vendor.authors_live.died_at IS 'Date of death; null while the author lives, and the vendor also lists dates to come.';

COMMENT ON COLUMN vendor.authors_live.nationalities IS 'Nationalities by their label, such as Singaporeans, in the vendor''s order; empty labels are left out.';

COMMENT ON COLUMN vendor.authors_live.valid_from IS 'Since when this version holds.';

CREATE FUNCTION vendor.authors_as_of(timestamp with time zone) RETURNS SETOF vendor.authors_live
    LANGUAGE sql STABLE
    AS $_$SELECT h.name, h.birth_date, h.died_at, h.nationalities, h.valid_from FROM vendor.authors_history AS h WHERE h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1)$_$;

COMMENT ON FUNCTION vendor.authors_as_of(timestamp with time zone) IS 'The rows of vendor.authors as they were live at the given instant.';

CREATE TABLE vendor.books (
    title text NOT NULL COLLATE pg_catalog."C",
    author text,
    publisher text,
    pages bigint,
    valid_from timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    run_id bigint NOT NULL,
    row_id bigint NOT NULL,
    value_fingerprint uuid NOT NULL
)
WITH (fillfactor='90');

COMMENT ON TABLE vendor.books IS 'Books: the newest version known of each, those deleted by the vendor included.';

COMMENT ON COLUMN vendor.books.title IS 'The title as printed. Reviews spell it in capitals: compare answers.title_key() of both.';

COMMENT ON COLUMN vendor.books.author IS 'Name of the author; a few are not in vendor.authors.';

COMMENT ON COLUMN vendor.books.publisher IS 'Name of the publisher.';

COMMENT ON COLUMN vendor.books.pages IS 'Number of pages, as the vendor tells it.';

COMMENT ON COLUMN vendor.books.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN vendor.books.deleted_at IS 'Since when the vendor no longer lists the row; null while it does.';

COMMENT ON COLUMN vendor.books.run_id IS 'The night that wrote this row, as in nightjar.runs.';

COMMENT ON COLUMN vendor.books.row_id IS 'Nightjar''s own number of the row; it stays the same through all versions.';

COMMENT ON COLUMN vendor.books.value_fingerprint IS 'XXH3-128 of the typed values: equal for equal rows, whatever the dump looked like.';

CREATE VIEW vendor.books_live AS
 SELECT books.title,
    books.author,
    books.publisher,
    books.pages,
    books.valid_from
   FROM vendor.books
  WHERE (books.deleted_at IS NULL);

COMMENT ON VIEW vendor.books_live IS 'What the newest dump of vendor.books holds: the rows that are not deleted.';

COMMENT ON COLUMN vendor.books_live.title IS 'The title as printed. Reviews spell it in capitals: compare answers.title_key() of both.';

COMMENT ON COLUMN vendor.books_live.author IS 'Name of the author; a few are not in vendor.authors.';

COMMENT ON COLUMN vendor.books_live.publisher IS 'Name of the publisher.';

COMMENT ON COLUMN vendor.books_live.pages IS 'Number of pages, as the vendor tells it.';

COMMENT ON COLUMN vendor.books_live.valid_from IS 'Since when this version holds.';

CREATE FUNCTION vendor.books_as_of(timestamp with time zone) RETURNS SETOF vendor.books_live
    LANGUAGE sql STABLE
    AS $_$SELECT h.title, h.author, h.publisher, h.pages, h.valid_from FROM vendor.books_history AS h WHERE h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1)$_$;

COMMENT ON FUNCTION vendor.books_as_of(timestamp with time zone) IS 'The rows of vendor.books as they were live at the given instant.';

CREATE TABLE vendor.reviews (
    movie_title text NOT NULL COLLATE pg_catalog."C",
    book_title text NOT NULL COLLATE pg_catalog."C",
    rating bigint,
    rating_label text,
    text text,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone,
    valid_from timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    run_id bigint NOT NULL,
    row_id bigint NOT NULL,
    value_fingerprint uuid NOT NULL
)
WITH (fillfactor='90');

COMMENT ON TABLE vendor.reviews IS 'Reviews of a film together with the book it is based on: the newest version known of each, those deleted by the vendor included.';

COMMENT ON COLUMN vendor.reviews.movie_title IS 'Title of the film, in capitals. Compare answers.title_key() of it with that of app.movies.title.';

COMMENT ON COLUMN vendor.reviews.book_title IS 'Title of the book, in capitals. Compare answers.title_key() of it with that of vendor.books.title.';

COMMENT ON COLUMN vendor.reviews.rating IS 'The reviewer''s rating, from 1 to 5.';

COMMENT ON COLUMN vendor.reviews.rating_label IS 'The rating as a word, such as FIVE.';

COMMENT ON COLUMN vendor.reviews.text IS 'What the reviewer wrote.';

COMMENT ON COLUMN vendor.reviews.created_at IS 'When the review was written.';

COMMENT ON COLUMN vendor.reviews.updated_at IS 'When it was last edited, as the vendor tells it; it may lie before created_at.';

COMMENT ON COLUMN vendor.reviews.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN vendor.reviews.deleted_at IS 'Since when the vendor no longer lists the row; null while it does.';

COMMENT ON COLUMN vendor.reviews.run_id IS 'The night that wrote this row, as in nightjar.runs.';

COMMENT ON COLUMN vendor.reviews.row_id IS 'Nightjar''s own number of the row; it stays the same through all versions.';

COMMENT ON COLUMN vendor.reviews.value_fingerprint IS 'XXH3-128 of the typed values: equal for equal rows, whatever the dump looked like.';

CREATE VIEW vendor.reviews_live AS
 SELECT reviews.movie_title,
    reviews.book_title,
    reviews.rating,
    reviews.rating_label,
    reviews.text,
    reviews.created_at,
    reviews.updated_at,
    reviews.valid_from
   FROM vendor.reviews
  WHERE (reviews.deleted_at IS NULL);

COMMENT ON VIEW vendor.reviews_live IS 'What the newest dump of vendor.reviews holds: the rows that are not deleted.';

COMMENT ON COLUMN vendor.reviews_live.movie_title IS 'Title of the film, in capitals. Compare answers.title_key() of it with that of app.movies.title.';

COMMENT ON COLUMN vendor.reviews_live.book_title IS 'Title of the book, in capitals. Compare answers.title_key() of it with that of vendor.books.title.';

COMMENT ON COLUMN vendor.reviews_live.rating IS 'The reviewer''s rating, from 1 to 5.';

COMMENT ON COLUMN vendor.reviews_live.rating_label IS 'The rating as a word, such as FIVE.';

COMMENT ON COLUMN vendor.reviews_live.text IS 'What the reviewer wrote.';

COMMENT ON COLUMN vendor.reviews_live.created_at IS 'When the review was written.';

COMMENT ON COLUMN vendor.reviews_live.updated_at IS 'When it was last edited, as the vendor tells it; it may lie before created_at.';

COMMENT ON COLUMN vendor.reviews_live.valid_from IS 'Since when this version holds.';

CREATE FUNCTION vendor.reviews_as_of(timestamp with time zone) RETURNS SETOF vendor.reviews_live
    LANGUAGE sql STABLE
    AS $_$SELECT h.movie_title, h.book_title, h.rating, h.rating_label, h.text, h.created_at, h.updated_at, h.valid_from FROM vendor.reviews_history AS h WHERE h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1)$_$;

COMMENT ON FUNCTION vendor.reviews_as_of(timestamp with time zone) IS 'The rows of vendor.reviews as they were live at the given instant.';

CREATE VIEW answers.average_stream_duration AS
 SELECT make_interval(secs => (round((stream_duration.seconds / (NULLIF(stream_duration.sessions, 0))::numeric), 2))::double precision) AS average,
    round(((stream_duration.seconds / (NULLIF(stream_duration.sessions, 0))::numeric) / (60)::numeric), 2) AS minutes
   FROM answers.stream_duration('-infinity'::timestamp with time zone, 'infinity'::timestamp with time zone) stream_duration(sessions, seconds);

COMMENT ON VIEW answers.average_stream_duration IS 'How long does a session last on average?';

COMMENT ON COLUMN answers.average_stream_duration.average IS 'The average, to a hundredth of a second.';

COMMENT ON COLUMN answers.average_stream_duration.minutes IS 'The average in minutes, to two places.';

CREATE VIEW answers.median_stream_size AS
 SELECT round(((megabytes.megabytes / (1000)::double precision))::numeric, 4) AS gigabytes,
    round(((megabytes.megabytes / (1024)::double precision))::numeric, 4) AS gibibytes
   FROM answers.median_stream_megabytes('-infinity'::timestamp with time zone, 'infinity'::timestamp with time zone) megabytes(megabytes);

COMMENT ON VIEW answers.median_stream_size IS 'How much data does a session send, in the median?';

COMMENT ON COLUMN answers.median_stream_size.gigabytes IS 'The median in gigabytes (megabytes / 1000), to four places.';

COMMENT ON COLUMN answers.median_stream_size.gibibytes IS 'The median in gibibytes (megabytes / 1024), to four places.';

CREATE VIEW answers.streamed_movies_based_on_books AS
 WITH streamed AS MATERIALIZED (
         SELECT DISTINCT titles.title_key
           FROM answers.streamed_titles() titles(movie_title, title_key)
        ), of_books AS MATERIALIZED (
         SELECT DISTINCT titles.title_key
           FROM answers.reviewed_movies() titles(movie_title, title_key)
        )
 SELECT count(*) AS streamed_movies,
    count(of_books.title_key) AS based_on_books,
    round(((100.0 * (count(of_books.title_key))::numeric) / (NULLIF(count(*), 0))::numeric), 2) AS percent
   FROM (streamed
     LEFT JOIN of_books ON ((of_books.title_key = streamed.title_key)));

COMMENT ON VIEW answers.streamed_movies_based_on_books IS 'What share of the streamed films is based on a book?';

COMMENT ON COLUMN answers.streamed_movies_based_on_books.streamed_movies IS 'Films that were ever streamed.';

COMMENT ON COLUMN answers.streamed_movies_based_on_books.based_on_books IS 'Those of them that a review ties to a book.';

COMMENT ON COLUMN answers.streamed_movies_based_on_books.percent IS 'Their share in percent, to two places.';

CREATE VIEW answers.streamed_movies_by_singaporean_authors AS
 SELECT answers.streamed_movies_by_nationality('Singaporeans'::text) AS movies;

COMMENT ON VIEW answers.streamed_movies_by_singaporean_authors IS 'How many streamed films are based on books by Singaporean authors?';

COMMENT ON COLUMN answers.streamed_movies_by_singaporean_authors.movies IS 'Number of such films.';

CREATE VIEW answers.users_hit_by_christmas_outage AS
 SELECT answers.users_in_session('Unforgiven'::text, ('2021-12-25 07:00:00'::timestamp without time zone AT TIME ZONE 'Europe/Paris'::text), ('2021-12-25 12:00:00'::timestamp without time zone AT TIME ZONE 'Europe/Paris'::text)) AS users;

COMMENT ON VIEW answers.users_hit_by_christmas_outage IS 'How many users did the outage of "Unforgiven" on 25 December 2021 from 07:00 to 12:00 (Europe/Paris) hit?';

COMMENT ON COLUMN answers.users_hit_by_christmas_outage.users IS 'Distinct users with a session of the film in progress at any time in these hours.';

CREATE VIEW answers.users_who_watched_half_in_last_week AS
 SELECT watched.users,
    watched.users_by_start
   FROM answers.users_who_watched(0.5, ('2021-12-25 00:00:00'::timestamp without time zone AT TIME ZONE 'Europe/Paris'::text), ('2022-01-01 00:00:00'::timestamp without time zone AT TIME ZONE 'Europe/Paris'::text)) watched(users, users_by_start);

COMMENT ON VIEW answers.users_who_watched_half_in_last_week IS 'How many users watched at least half of a film in one session in the last week of 2021 (Europe/Paris)?';

COMMENT ON COLUMN answers.users_who_watched_half_in_last_week.users IS 'Distinct users, counting only the part of a session from 25 December 2021 up to the end of the year.';

COMMENT ON COLUMN answers.users_who_watched_half_in_last_week.users_by_start IS 'Distinct users, counting the whole of a session that started in that week.';

CREATE TABLE app.movies_past (
    title text COLLATE pg_catalog."C",
    duration_mins bigint,
    original_language text,
    size_mb bigint,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone NOT NULL,
    run_id bigint NOT NULL
);

COMMENT ON TABLE app.movies_past IS 'Closed versions of app.movies: each row as it was before an update or a return. It only grows.';

COMMENT ON COLUMN app.movies_past.title IS 'Title of the film, which names it.';

COMMENT ON COLUMN app.movies_past.duration_mins IS 'Running time in minutes.';

COMMENT ON COLUMN app.movies_past.original_language IS 'Original language, as an English word.';

COMMENT ON COLUMN app.movies_past.size_mb IS 'Size of the whole film in megabytes (1,000,000 bytes).';

COMMENT ON COLUMN app.movies_past.valid_from IS 'Since when this version held.';

COMMENT ON COLUMN app.movies_past.valid_to IS 'Until when it held; that instant excluded.';

COMMENT ON COLUMN app.movies_past.run_id IS 'The night that replaced this version by another, as in nightjar.runs.';

CREATE VIEW app.movies_history AS
 SELECT movies_past.title,
    movies_past.duration_mins,
    movies_past.original_language,
    movies_past.size_mb,
    movies_past.valid_from,
    movies_past.valid_to
   FROM app.movies_past
UNION ALL
 SELECT movies.title,
    movies.duration_mins,
    movies.original_language,
    movies.size_mb,
    movies.valid_from,
    movies.deleted_at AS valid_to
   FROM app.movies;

COMMENT ON VIEW app.movies_history IS 'Every version ever known of app.movies; it holds in [valid_from, valid_to). Gaps between versions are deletions.';

COMMENT ON COLUMN app.movies_history.title IS 'Title of the film, which names it.';

COMMENT ON COLUMN app.movies_history.duration_mins IS 'Running time in minutes.';

COMMENT ON COLUMN app.movies_history.original_language IS 'Original language, as an English word.';

COMMENT ON COLUMN app.movies_history.size_mb IS 'Size of the whole film in megabytes (1,000,000 bytes).';

COMMENT ON COLUMN app.movies_history.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN app.movies_history.valid_to IS 'Until when it held, that instant excluded; null while it holds.';

CREATE UNLOGGED TABLE app.movies_staging (
    title text COLLATE pg_catalog."C",
    duration_mins bigint,
    original_language text,
    size_mb bigint,
    record bigint,
    spoiled boolean,
    known_row_id bigint,
    row_id bigint,
    value_fingerprint uuid
)
WITH (autovacuum_enabled='false');

COMMENT ON TABLE app.movies_staging IS 'Work space of the nights of app.movies. Before one commits it holds the versions that it writes and nothing else; the next one empties it.';

COMMENT ON COLUMN app.movies_staging.title IS 'Title of the film, which names it.';

COMMENT ON COLUMN app.movies_staging.duration_mins IS 'Running time in minutes.';

COMMENT ON COLUMN app.movies_staging.original_language IS 'Original language, as an English word.';

COMMENT ON COLUMN app.movies_staging.size_mb IS 'Size of the whole film in megabytes (1,000,000 bytes).';

COMMENT ON COLUMN app.movies_staging.record IS 'The record''s place in the dump, counted from 0.';

COMMENT ON COLUMN app.movies_staging.spoiled IS 'True for a record whose key could be read and whose values do not fit.';

COMMENT ON COLUMN app.movies_staging.known_row_id IS 'The row that bears its key; null where none does.';

COMMENT ON COLUMN app.movies_staging.row_id IS 'The row it becomes, should its key be new.';

COMMENT ON COLUMN app.movies_staging.value_fingerprint IS 'Fingerprint of its values.';

CREATE TABLE app.streams_past (
    movie_title text COLLATE pg_catalog."C",
    user_email text COLLATE pg_catalog."C",
    size_mb double precision,
    start_at timestamp with time zone,
    end_at timestamp with time zone,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone NOT NULL,
    run_id bigint NOT NULL
);

COMMENT ON TABLE app.streams_past IS 'Closed versions of app.streams: each row as it was before an update or a return. It only grows.';

COMMENT ON COLUMN app.streams_past.movie_title IS 'Title of the film, as app.movies.title has it.';

COMMENT ON COLUMN app.streams_past.user_email IS 'E-mail address of the user, as app.users.email has it.';

COMMENT ON COLUMN app.streams_past.size_mb IS 'Megabytes sent during the session.';

COMMENT ON COLUMN app.streams_past.start_at IS 'When the session began.';

COMMENT ON COLUMN app.streams_past.end_at IS 'When the session ended; null while that is not known.';

COMMENT ON COLUMN app.streams_past.valid_from IS 'Since when this version held.';

COMMENT ON COLUMN app.streams_past.valid_to IS 'Until when it held; that instant excluded.';

COMMENT ON COLUMN app.streams_past.run_id IS 'The night that replaced this version by another, as in nightjar.runs.';

CREATE VIEW app.streams_history AS
 SELECT streams_past.movie_title,
    streams_past.user_email,
    streams_past.size_mb,
    streams_past.start_at,
    streams_past.end_at,
    streams_past.valid_from,
    streams_past.valid_to
   FROM app.streams_past
UNION ALL
 SELECT streams.movie_title,
    streams.user_email,
    streams.size_mb,
    streams.start_at,
    streams.end_at,
    streams.valid_from,
    streams.deleted_at AS valid_to
   FROM app.streams;

COMMENT ON VIEW app.streams_history IS 'Every version ever known of app.streams; it holds in [valid_from, valid_to). Gaps between versions are deletions.';

COMMENT ON COLUMN app.streams_history.movie_title IS 'Title of the film, as app.movies.title has it.';

COMMENT ON COLUMN app.streams_history.user_email IS 'E-mail address of the user, as app.users.email has it.';

COMMENT ON COLUMN app.streams_history.size_mb IS 'Megabytes sent during the session.';

COMMENT ON COLUMN app.streams_history.start_at IS 'When the session began.';

COMMENT ON COLUMN app.streams_history.end_at IS 'When the session ended; null while that is not known.';

COMMENT ON COLUMN app.streams_history.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN app.streams_history.valid_to IS 'Until when it held, that instant excluded; null while it holds.';

CREATE UNLOGGED TABLE app.streams_staging (
    movie_title text COLLATE pg_catalog."C",
    user_email text COLLATE pg_catalog."C",
    size_mb double precision,
    start_at timestamp with time zone,
    end_at timestamp with time zone,
    record bigint,
    spoiled boolean,
    known_row_id bigint,
    row_id bigint,
    value_fingerprint uuid
)
WITH (autovacuum_enabled='false');

COMMENT ON TABLE app.streams_staging IS 'Work space of the nights of app.streams. Before one commits it holds the versions that it writes and nothing else; the next one empties it.';

COMMENT ON COLUMN app.streams_staging.movie_title IS 'Title of the film, as app.movies.title has it.';

COMMENT ON COLUMN app.streams_staging.user_email IS 'E-mail address of the user, as app.users.email has it.';

COMMENT ON COLUMN app.streams_staging.size_mb IS 'Megabytes sent during the session.';

COMMENT ON COLUMN app.streams_staging.start_at IS 'When the session began.';

COMMENT ON COLUMN app.streams_staging.end_at IS 'When the session ended; null while that is not known.';

COMMENT ON COLUMN app.streams_staging.record IS 'The record''s place in the dump, counted from 0.';

COMMENT ON COLUMN app.streams_staging.spoiled IS 'True for a record whose key could be read and whose values do not fit.';

COMMENT ON COLUMN app.streams_staging.known_row_id IS 'The row that bears its key; null where none does.';

COMMENT ON COLUMN app.streams_staging.row_id IS 'The row it becomes, should its key be new.';

COMMENT ON COLUMN app.streams_staging.value_fingerprint IS 'Fingerprint of its values.';

CREATE TABLE app.users_past (
    email text COLLATE pg_catalog."C",
    first_name text,
    last_name text,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone NOT NULL,
    run_id bigint NOT NULL
);

COMMENT ON TABLE app.users_past IS 'Closed versions of app.users: each row as it was before an update or a return. It only grows.';

COMMENT ON COLUMN app.users_past.email IS 'The user''s e-mail address, which names the user.';

COMMENT ON COLUMN app.users_past.first_name IS 'First name.';

COMMENT ON COLUMN app.users_past.last_name IS 'Last name.';

COMMENT ON COLUMN app.users_past.valid_from IS 'Since when this version held.';

COMMENT ON COLUMN app.users_past.valid_to IS 'Until when it held; that instant excluded.';

COMMENT ON COLUMN app.users_past.run_id IS 'The night that replaced this version by another, as in nightjar.runs.';

CREATE VIEW app.users_history AS
 SELECT users_past.email,
    users_past.first_name,
    users_past.last_name,
    users_past.valid_from,
    users_past.valid_to
   FROM app.users_past
UNION ALL
 SELECT users.email,
    users.first_name,
    users.last_name,
    users.valid_from,
    users.deleted_at AS valid_to
   FROM app.users;

COMMENT ON VIEW app.users_history IS 'Every version ever known of app.users; it holds in [valid_from, valid_to). Gaps between versions are deletions.';

COMMENT ON COLUMN app.users_history.email IS 'The user''s e-mail address, which names the user.';

COMMENT ON COLUMN app.users_history.first_name IS 'First name.';

COMMENT ON COLUMN app.users_history.last_name IS 'Last name.';

COMMENT ON COLUMN app.users_history.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN app.users_history.valid_to IS 'Until when it held, that instant excluded; null while it holds.';

CREATE UNLOGGED TABLE app.users_staging (
    email text COLLATE pg_catalog."C",
    first_name text,
    last_name text,
    record bigint,
    spoiled boolean,
    known_row_id bigint,
    row_id bigint,
    value_fingerprint uuid
)
WITH (autovacuum_enabled='false');

COMMENT ON TABLE app.users_staging IS 'Work space of the nights of app.users. Before one commits it holds the versions that it writes and nothing else; the next one empties it.';

COMMENT ON COLUMN app.users_staging.email IS 'The user''s e-mail address, which names the user.';

COMMENT ON COLUMN app.users_staging.first_name IS 'First name.';

COMMENT ON COLUMN app.users_staging.last_name IS 'Last name.';

COMMENT ON COLUMN app.users_staging.record IS 'The record''s place in the dump, counted from 0.';

COMMENT ON COLUMN app.users_staging.spoiled IS 'True for a record whose key could be read and whose values do not fit.';

COMMENT ON COLUMN app.users_staging.known_row_id IS 'The row that bears its key; null where none does.';

COMMENT ON COLUMN app.users_staging.row_id IS 'The row it becomes, should its key be new.';

COMMENT ON COLUMN app.users_staging.value_fingerprint IS 'Fingerprint of its values.';

CREATE TABLE nightjar.datasets (
    dataset text NOT NULL,
    due_at timestamp with time zone,
    late_after interval DEFAULT '01:00:00'::interval NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    next_attempt_at timestamp with time zone,
    next_attempt_why text,
    dues timestamp with time zone[],
    period interval,
    fault text,
    stale_after jsonb,
    daemon_seen_at timestamp with time zone,
    unconfigured_since timestamp with time zone,
    CONSTRAINT datasets_late_after_positive CHECK ((late_after >= '00:00:00'::interval))
);

COMMENT ON TABLE nightjar.datasets IS 'The datasets that are configured and when each is due, as the program last wrote it; nightjar.health reads it.';

COMMENT ON COLUMN nightjar.datasets.dataset IS 'The dataset''s name.';

COMMENT ON COLUMN nightjar.datasets.due_at IS 'When its night is due. It stays in the past until a night has succeeded. Null without a schedule.';

COMMENT ON COLUMN nightjar.datasets.late_after IS 'How long after due_at a night may take to succeed before it counts as late.';

COMMENT ON COLUMN nightjar.datasets.updated_at IS 'When the program last wrote this row.';

COMMENT ON COLUMN nightjar.datasets.next_attempt_at IS 'When the daemon will next begin a night of it; null while one is under way, and without a schedule.';

COMMENT ON COLUMN nightjar.datasets.next_attempt_why IS 'Why then: it is due by its schedule, or a night that failed is tried again.';

COMMENT ON COLUMN nightjar.datasets.dues IS 'By a calendar: the instants at which it was and will be due, 32 on either side of updated_at. Null otherwise.';

COMMENT ON COLUMN nightjar.datasets.period IS 'Due at every multiple of this since 1970-01-01 00:00 UTC; null for a calendar, and without a schedule.';

COMMENT ON COLUMN nightjar.datasets.fault IS 'Why nobody can tell when it is due, such as a time zone that the machine does not know; null where all is well.';

COMMENT ON COLUMN nightjar.datasets.stale_after IS 'By feed, such as vendor.books: the seconds after which its data counts as stale. Feeds without such a limit are absent.';

COMMENT ON COLUMN nightjar.datasets.daemon_seen_at IS 'When a daemon last looked after its schedule, which it does every five minutes between nights; null if none ever has.';

COMMENT ON COLUMN nightjar.datasets.unconfigured_since IS 'When nightjard or nightjar migrate found that the configuration has no such dataset any more; null while it has.';

CREATE TABLE nightjar.dumps (
    run_id bigint NOT NULL,
    feed text NOT NULL,
    name text NOT NULL,
    bytes bigint NOT NULL,
    sha256 text,
    source_time timestamp with time zone,
    archived_at text,
    picked_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    member text,
    dropped_at timestamp with time zone
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

COMMENT ON COLUMN nightjar.dumps.member IS 'The file inside the zip that the feed is read from; null where the file is none, or has just one.';

COMMENT ON COLUMN nightjar.dumps.dropped_at IS 'When retention gave it up: the archive need not have it any more. Null while it must.';

CREATE TABLE nightjar.examples (
    run_id bigint NOT NULL,
    feed text NOT NULL,
    op text NOT NULL,
    place integer NOT NULL,
    example json NOT NULL,
    CONSTRAINT examples_op_known CHECK ((op = ANY (ARRAY['insert'::text, 'update'::text, 'delete'::text, 'restore'::text])))
);

COMMENT ON TABLE nightjar.examples IS 'The first few rows of each kind that a held night would write, for whoever decides about it. They are dropped once the night is loaded or can no longer be approved.';

COMMENT ON COLUMN nightjar.examples.run_id IS 'The night, as in nightjar.runs.';

COMMENT ON COLUMN nightjar.examples.feed IS 'The feed, such as vendor.books.';

COMMENT ON COLUMN nightjar.examples.op IS 'What would become of the row: insert, update, delete, or restore after it had been deleted.';

COMMENT ON COLUMN nightjar.examples.place IS 'Their order, counted from 1: that of the file, or of the table for those that would be deleted.';

COMMENT ON COLUMN nightjar.examples.example IS 'An object: feed, op, key (an array), and changed: for each column that differs its value before (from) and after (to). Texts of more than 1,000 characters are cut, and end with an ellipsis.';

CREATE TABLE nightjar.feeds (
    feed text NOT NULL,
    dataset text NOT NULL,
    definition_digest text,
    fingerprint_token uuid,
    next_row_id bigint DEFAULT 1 NOT NULL,
    last_run_id bigint,
    is_found_by_row_id boolean DEFAULT true NOT NULL,
    ends_with_line_end boolean,
    CONSTRAINT feeds_next_row_id_positive CHECK ((next_row_id > 0))
);

COMMENT ON TABLE nightjar.feeds IS 'One row a feed: what its tables were last loaded with.';

COMMENT ON COLUMN nightjar.feeds.feed IS 'The feed''s table, such as vendor.books.';

COMMENT ON COLUMN nightjar.feeds.dataset IS 'The dataset it is committed with.';

COMMENT ON COLUMN nightjar.feeds.definition_digest IS 'Digest of the feed''s definition when it was last loaded; another digest means a full comparison, once. Null before the first load.';

COMMENT ON COLUMN nightjar.feeds.fingerprint_token IS 'Names the state that the last commit left; a local side file of fingerprints counts only if it bears the same token. Null before the first load.';

COMMENT ON COLUMN nightjar.feeds.next_row_id IS 'The first row_id that is still free; a night reserves a range by raising it.';

COMMENT ON COLUMN nightjar.feeds.last_run_id IS 'The last night that committed this feed; null before the first load.';

COMMENT ON COLUMN nightjar.feeds.is_found_by_row_id IS 'Whether its table has an index of row_id: a night marks by it the rows that a snapshot no longer lists. False where rows are only appended.';

COMMENT ON COLUMN nightjar.feeds.ends_with_line_end IS 'Of a CSV: whether its last line is expected to have an end, as that of the newest file had that was loaded; null where nobody knows yet. A file without one may have been cut: a guard holds it once, and nightjar approve makes it the expected form.';

CREATE VIEW nightjar.health AS
 SELECT judged.dataset,
    judged.last_success,
    judged.age,
    judged.due_at,
    judged.late,
    judged.last_outcome,
    judged.last_error,
    judged.held_run_id,
    judged.healthy,
    judged.reason,
    judged.running_run_id,
    judged.done_at,
    judged.next_attempt_at,
    judged.next_attempt_why,
    judged.activity,
    judged.waits_for,
    judged.waits_since,
    judged.interrupted_run_id,
    judged.stale,
    judged.daemon_seen_at,
    judged.unattended
   FROM nightjar.judge(( SELECT COALESCE(jsonb_agg(to_jsonb(noted.*)), '[]'::jsonb) AS "coalesce"
           FROM nightjar.datasets noted)) judged(dataset, last_success, age, due_at, late, last_outcome, last_error, held_run_id, healthy, reason, running_run_id, done_at, next_attempt_at, next_attempt_why, activity, waits_for, waits_since, interrupted_run_id, stale, daemon_seen_at, unattended, configured);

COMMENT ON VIEW nightjar.health IS 'One row a dataset: is it fresh and healthy, and if not, why.';

COMMENT ON COLUMN nightjar.health.dataset IS 'The dataset: one that is configured, or of which a night is known.';

COMMENT ON COLUMN nightjar.health.last_success IS 'When the last night ended that was loaded or found nothing new.';

COMMENT ON COLUMN nightjar.health.age IS 'Time since then.';

COMMENT ON COLUMN nightjar.health.due_at IS 'When its night was or will be due that has not succeeded yet; null without a schedule.';

COMMENT ON COLUMN nightjar.health.late IS 'Time since it was due, once its tolerance is used up; null while it is on time.';

COMMENT ON COLUMN nightjar.health.last_outcome IS 'How the newest finished night ended.';

COMMENT ON COLUMN nightjar.health.last_error IS 'Why it failed or is held; null otherwise.';

COMMENT ON COLUMN nightjar.health.held_run_id IS 'The newest held night after the last success, for nightjar approve.';

COMMENT ON COLUMN nightjar.health.healthy IS 'True if the newest finished night succeeded, none is held or was interrupted after it, and the dataset is neither late nor stale. Null where it is no longer configured.';

COMMENT ON COLUMN nightjar.health.reason IS 'Why it is healthy or not, in one line.';

COMMENT ON COLUMN nightjar.health.running_run_id IS 'The night that is under way; null where none is.';

COMMENT ON COLUMN nightjar.health.done_at IS 'When it will probably be done, by the median duration of the last ten nights that loaded something; null where none is under way, while it waits, and once it takes longer than that.';

COMMENT ON COLUMN nightjar.health.next_attempt_at IS 'When the daemon will begin the next night; null where none is there to do so.';

COMMENT ON COLUMN nightjar.health.next_attempt_why IS 'Why then, or why a night is under way.';

COMMENT ON COLUMN nightjar.health.activity IS 'What is going on, in one line: what the night under way is at or waits for, or when the next one begins. Null where nothing is.';

COMMENT ON COLUMN nightjar.health.waits_for IS 'What the night under way waits for, at the vendor''s or in this database; null while it moves.';

COMMENT ON COLUMN nightjar.health.waits_since IS 'Since when it waits for that.';

COMMENT ON COLUMN nightjar.health.interrupted_run_id IS 'A night whose process ended before it did; the next night of the dataset closes it as failed.';

COMMENT ON COLUMN nightjar.health.stale IS 'Which feeds are stale by stale_after, and why: the newest file is too old, or no night has changed anything for that long. Null where none is.';

COMMENT ON COLUMN nightjar.health.daemon_seen_at IS 'When a daemon last looked after its schedule.';

COMMENT ON COLUMN nightjar.health.unattended IS 'Set where it has a schedule that no daemon has looked after for a quarter of an hour: since when. Null otherwise.';

CREATE TABLE nightjar.migrations (
    kind text NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT migrations_kind_known CHECK ((kind = ANY (ARRAY['versioned'::text, 'repeatable'::text])))
);

COMMENT ON TABLE nightjar.migrations IS 'Which migration files this database has seen.';

COMMENT ON COLUMN nightjar.migrations.kind IS 'versioned: ran once and may not change any more. repeatable: runs again whenever one of its kind changes.';

COMMENT ON COLUMN nightjar.migrations.name IS 'The file''s name.';

COMMENT ON COLUMN nightjar.migrations.checksum IS 'Checksum of the file as it ran.';

COMMENT ON COLUMN nightjar.migrations.applied_at IS 'When it ran.';

CREATE TABLE nightjar.rejects (
    run_id bigint NOT NULL,
    feed text NOT NULL,
    reason text NOT NULL,
    detail text,
    "position" bigint,
    line bigint,
    raw text
);

COMMENT ON TABLE nightjar.rejects IS 'The records that nights refused, and why.';

COMMENT ON COLUMN nightjar.rejects.run_id IS 'The night, as in nightjar.runs.';

COMMENT ON COLUMN nightjar.rejects.feed IS 'The feed, such as vendor.books.';

COMMENT ON COLUMN nightjar.rejects.reason IS 'The kind of trouble in one word, such as duplicate_key.';

COMMENT ON COLUMN nightjar.rejects.detail IS 'What exactly did not fit: the column, the value, the expected type.';

COMMENT ON COLUMN nightjar.rejects."position" IS 'Where the record begins in the file, in bytes from its start.';

COMMENT ON COLUMN nightjar.rejects.line IS 'The line of the file in which the record begins, counted from 1.';

COMMENT ON COLUMN nightjar.rejects.raw IS 'The record as the vendor wrote it, shortened when it is long.';

CREATE TABLE nightjar.runs (
    run_id bigint NOT NULL,
    dataset text NOT NULL,
    as_of timestamp with time zone NOT NULL,
    started_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    finished_at timestamp with time zone,
    outcome text DEFAULT 'running'::text NOT NULL,
    error text,
    approved_at timestamp with time zone,
    approved_by text,
    feeds jsonb DEFAULT '{}'::jsonb NOT NULL,
    night_id uuid DEFAULT gen_random_uuid(),
    adopted_at timestamp with time zone,
    refused_by text,
    same_as_run_id bigint,
    stage text,
    stage_since timestamp with time zone,
    waits_for text,
    waits_since timestamp with time zone,
    guards jsonb,
    remedy text,
    CONSTRAINT runs_feeds_is_object CHECK ((jsonb_typeof(feeds) = 'object'::text)),
    CONSTRAINT runs_outcome_known CHECK ((outcome = ANY (ARRAY['running'::text, 'loaded'::text, 'unchanged'::text, 'held'::text, 'failed'::text])))
);

COMMENT ON TABLE nightjar.runs IS 'One row a night: a dump of one dataset, from pick-up to its end.';

COMMENT ON COLUMN nightjar.runs.run_id IS 'Number of the night; later nights have higher numbers.';

COMMENT ON COLUMN nightjar.runs.dataset IS 'The dataset; also the schema of its tables.';

COMMENT ON COLUMN nightjar.runs.as_of IS 'The instant from which the facts of this dump are valid.';

COMMENT ON COLUMN nightjar.runs.started_at IS 'When the work began.';

COMMENT ON COLUMN nightjar.runs.finished_at IS 'When the work ended; null while it is under way, or when the program was killed.';

COMMENT ON COLUMN nightjar.runs.outcome IS 'running: under way. loaded: committed. unchanged: the dump said nothing new. held: a guard stopped it and nothing was changed; see nightjar approve. failed: nothing was changed; see error.';

COMMENT ON COLUMN nightjar.runs.error IS 'Why the night failed or which guard held it; null otherwise.';

COMMENT ON COLUMN nightjar.runs.approved_at IS 'When a person let a night pass that a guard had held; null for all others.';

COMMENT ON COLUMN nightjar.runs.approved_by IS 'Who let it pass: the name of that person on the machine where nightjar approve ran.';

COMMENT ON COLUMN nightjar.runs.feeds IS 'For each feed by name the counts of the night: read, inserted, updated, deleted, restored, unchanged, rejected, and what else the program measured.';

COMMENT ON COLUMN nightjar.runs.night_id IS 'What the archive calls the night. No other night ever has it, whatever becomes of this database. Null for nights of before there were such identities, which it calls by run_id.';

COMMENT ON COLUMN nightjar.runs.adopted_at IS 'When nightjar archive adopt entered a night that the archive knew and this database did not, because it was restored from a backup; null for all others. Such a night has the outcome failed, since it changed nothing here: error says what it was and how to replay it.';

COMMENT ON COLUMN nightjar.runs.refused_by IS 'Set where the files themselves were the reason that nothing was loaded, since they cannot be read or a guard held them: SHA-256 of the dataset''s YAML by which that was found. The same files are not read again by the same YAML.';

COMMENT ON COLUMN nightjar.runs.same_as_run_id IS 'The night that had read the same bytes and refused them, where this one did not read them again; null otherwise.';

COMMENT ON COLUMN nightjar.runs.stage IS 'What the night is at, or was at when it ended, such as comparing vendor.books.';

COMMENT ON COLUMN nightjar.runs.stage_since IS 'Since when.';

COMMENT ON COLUMN nightjar.runs.waits_for IS 'What at the vendor''s it waits for; null while it moves.';

COMMENT ON COLUMN nightjar.runs.waits_since IS 'Since when it waits for that.';

COMMENT ON COLUMN nightjar.runs.guards IS 'How each guard judged the night: an array of feed, guard, what was found, the limit, and whether it holds. Null where no guard was asked: the night failed before that, or the files are those of the newest night.';

COMMENT ON COLUMN nightjar.runs.remedy IS 'What to do: of a failed night, as far as the program knows; of a held one only where its YAML has to be mended, since nearly no record fits it. Null otherwise.';

ALTER TABLE nightjar.runs ALTER COLUMN run_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME nightjar.runs_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE nightjar.summaries (
    summary text NOT NULL,
    dataset text NOT NULL,
    feed text NOT NULL,
    run_id bigint
);

COMMENT ON TABLE nightjar.summaries IS 'The summaries that nights keep: summaries.rebuild_X() computes summary X anew, summaries.refresh_X(run_id) brings it up to a night.';

COMMENT ON COLUMN nightjar.summaries.summary IS 'Its name, as in the names of its two functions.';

COMMENT ON COLUMN nightjar.summaries.dataset IS 'The dataset whose nights change it.';

COMMENT ON COLUMN nightjar.summaries.feed IS 'The feed that it sums up.';

COMMENT ON COLUMN nightjar.summaries.run_id IS 'The night up to which it is right; null before it was built. Readers compute from the tables while a later night is loaded.';

CREATE TABLE summaries.companies (
    company_id bigint NOT NULL,
    company text NOT NULL COLLATE pg_catalog."C"
);

COMMENT ON TABLE summaries.companies IS 'The name that reports show of a company: of those in summaries.company_names the first in order.';

COMMENT ON COLUMN summaries.companies.company_id IS 'TMDB''s number of the company.';

COMMENT ON COLUMN summaries.companies.company IS 'Its name.';

CREATE TABLE summaries.company_years (
    company_id bigint NOT NULL,
    year integer NOT NULL,
    releases bigint NOT NULL,
    budgets bigint NOT NULL,
    budget numeric NOT NULL,
    revenues bigint NOT NULL,
    revenue numeric NOT NULL,
    profits bigint NOT NULL,
    profit numeric NOT NULL,
    popularities bigint NOT NULL,
    popularity numeric NOT NULL,
    average_popularity numeric GENERATED ALWAYS AS ((popularity / (NULLIF(popularities, 0))::numeric)) STORED
);

COMMENT ON TABLE summaries.company_years IS 'Sums over the films of a company in a year, for reports.company_year.';

COMMENT ON COLUMN summaries.company_years.company_id IS 'TMDB''s number of the company.';

COMMENT ON COLUMN summaries.company_years.year IS 'Year of release.';

COMMENT ON COLUMN summaries.company_years.releases IS 'Number of films; 0 where none is left.';

COMMENT ON COLUMN summaries.company_years.budgets IS 'Films of which the budget is known.';

COMMENT ON COLUMN summaries.company_years.budget IS 'Sum of these budgets.';

COMMENT ON COLUMN summaries.company_years.revenues IS 'Films of which the revenue is known.';

COMMENT ON COLUMN summaries.company_years.revenue IS 'Sum of these revenues.';

COMMENT ON COLUMN summaries.company_years.profits IS 'Films of which both are known.';

COMMENT ON COLUMN summaries.company_years.profit IS 'Sum of revenue less budget over these.';

COMMENT ON COLUMN summaries.company_years.popularities IS 'Films of which the popularity is known.';

COMMENT ON COLUMN summaries.company_years.popularity IS 'Sum of these popularities.';

COMMENT ON COLUMN summaries.company_years.average_popularity IS 'Their average.';

CREATE VIEW reports.company_year AS
 SELECT kept.company_id,
    names.company,
    kept.year,
    kept.releases,
        CASE
            WHEN (kept.budgets > 0) THEN kept.budget
            ELSE NULL::numeric
        END AS budget,
        CASE
            WHEN (kept.revenues > 0) THEN kept.revenue
            ELSE NULL::numeric
        END AS revenue,
        CASE
            WHEN (kept.profits > 0) THEN kept.profit
            ELSE NULL::numeric
        END AS profit,
    kept.average_popularity
   FROM (summaries.company_years kept
     LEFT JOIN summaries.companies names ON ((names.company_id = kept.company_id)))
  WHERE ((kept.releases > 0) AND ( SELECT nightjar.summary_is_current('films'::text) AS summary_is_current))
UNION ALL
 SELECT computed.company_id,
    (computed.company COLLATE "C") AS company,
    computed.year,
    computed.releases,
    computed.budget,
    computed.revenue,
    computed.profit,
    computed.average_popularity
   FROM reports.computed_company_year() computed(company_id, company, year, releases, budget, revenue, profit, average_popularity)
  WHERE (NOT ( SELECT nightjar.summary_is_current('films'::text) AS summary_is_current));

COMMENT ON VIEW reports.company_year IS 'What a company released in a year, and what became of it. Films that the vendor deleted still count.';

COMMENT ON COLUMN reports.company_year.company_id IS 'TMDB''s number of the company.';

COMMENT ON COLUMN reports.company_year.company IS 'Its name; where films differ on it, the first in order.';

COMMENT ON COLUMN reports.company_year.year IS 'Year of release.';

COMMENT ON COLUMN reports.company_year.releases IS 'Number of films.';

COMMENT ON COLUMN reports.company_year.budget IS 'Sum of the budgets that are known, in US dollars; null where none is.';

COMMENT ON COLUMN reports.company_year.revenue IS 'Sum of the revenues that are known, in US dollars; null where none is.';

COMMENT ON COLUMN reports.company_year.profit IS 'Revenue less budget, summed over the films of which both are known, in US dollars; null where there are none.';

COMMENT ON COLUMN reports.company_year.average_popularity IS 'Average popularity of the films of which it is known.';

CREATE TABLE summaries.company_year_genres (
    company_id bigint NOT NULL,
    year integer NOT NULL,
    genre text NOT NULL COLLATE pg_catalog."C",
    releases bigint NOT NULL
);

COMMENT ON TABLE summaries.company_year_genres IS 'Films of a company in a year by genre, for reports.company_year_genre.';

COMMENT ON COLUMN summaries.company_year_genres.company_id IS 'TMDB''s number of the company.';

COMMENT ON COLUMN summaries.company_year_genres.year IS 'Year of release.';

COMMENT ON COLUMN summaries.company_year_genres.genre IS 'Name of the genre.';

COMMENT ON COLUMN summaries.company_year_genres.releases IS 'Number of films; 0 where none is left.';

CREATE VIEW reports.company_year_genre AS
 SELECT kept.company_id,
    names.company,
    kept.year,
    kept.genre,
    kept.releases
   FROM (summaries.company_year_genres kept
     LEFT JOIN summaries.companies names ON ((names.company_id = kept.company_id)))
  WHERE ((kept.releases > 0) AND ( SELECT nightjar.summary_is_current('films'::text) AS summary_is_current))
UNION ALL
 SELECT computed.company_id,
    (computed.company COLLATE "C") AS company,
    computed.year,
    (computed.genre COLLATE "C") AS genre,
    computed.releases
   FROM reports.computed_company_year_genre() computed(company_id, company, year, genre, releases)
  WHERE (NOT ( SELECT nightjar.summary_is_current('films'::text) AS summary_is_current));

COMMENT ON VIEW reports.company_year_genre IS 'How many films of a genre a company released in a year; a film counts in each of its genres. Films that the vendor deleted still count.';

COMMENT ON COLUMN reports.company_year_genre.company_id IS 'TMDB''s number of the company.';

COMMENT ON COLUMN reports.company_year_genre.company IS 'Its name; where films differ on it, the first in order.';

COMMENT ON COLUMN reports.company_year_genre.year IS 'Year of release.';

COMMENT ON COLUMN reports.company_year_genre.genre IS 'Name of the genre.';

COMMENT ON COLUMN reports.company_year_genre.releases IS 'Number of films.';

CREATE TABLE summaries.genre_years (
    genre text NOT NULL COLLATE pg_catalog."C",
    year integer NOT NULL,
    releases bigint NOT NULL,
    budgets bigint NOT NULL,
    budget numeric NOT NULL,
    revenues bigint NOT NULL,
    revenue numeric NOT NULL,
    profits bigint NOT NULL,
    profit numeric NOT NULL,
    popularities bigint NOT NULL,
    popularity numeric NOT NULL,
    average_popularity numeric GENERATED ALWAYS AS ((popularity / (NULLIF(popularities, 0))::numeric)) STORED
);

COMMENT ON TABLE summaries.genre_years IS 'Sums over the films of a genre in a year, for reports.genre_year.';

COMMENT ON COLUMN summaries.genre_years.genre IS 'Name of the genre.';

COMMENT ON COLUMN summaries.genre_years.year IS 'Year of release.';

COMMENT ON COLUMN summaries.genre_years.releases IS 'Number of films; 0 where none is left.';

COMMENT ON COLUMN summaries.genre_years.budgets IS 'Films of which the budget is known.';

COMMENT ON COLUMN summaries.genre_years.budget IS 'Sum of these budgets.';

COMMENT ON COLUMN summaries.genre_years.revenues IS 'Films of which the revenue is known.';

COMMENT ON COLUMN summaries.genre_years.revenue IS 'Sum of these revenues.';

COMMENT ON COLUMN summaries.genre_years.profits IS 'Films of which both are known.';

COMMENT ON COLUMN summaries.genre_years.profit IS 'Sum of revenue less budget over these.';

COMMENT ON COLUMN summaries.genre_years.popularities IS 'Films of which the popularity is known.';

COMMENT ON COLUMN summaries.genre_years.popularity IS 'Sum of these popularities.';

COMMENT ON COLUMN summaries.genre_years.average_popularity IS 'Their average.';

CREATE VIEW reports.genre_year AS
 SELECT kept.genre,
    kept.year,
    kept.releases,
        CASE
            WHEN (kept.budgets > 0) THEN kept.budget
            ELSE NULL::numeric
        END AS budget,
        CASE
            WHEN (kept.revenues > 0) THEN kept.revenue
            ELSE NULL::numeric
        END AS revenue,
        CASE
            WHEN (kept.profits > 0) THEN kept.profit
            ELSE NULL::numeric
        END AS profit,
    kept.average_popularity
   FROM summaries.genre_years kept
  WHERE ((kept.releases > 0) AND ( SELECT nightjar.summary_is_current('films'::text) AS summary_is_current))
UNION ALL
 SELECT (computed.genre COLLATE "C") AS genre,
    computed.year,
    computed.releases,
    computed.budget,
    computed.revenue,
    computed.profit,
    computed.average_popularity
   FROM reports.computed_genre_year() computed(genre, year, releases, budget, revenue, profit, average_popularity)
  WHERE (NOT ( SELECT nightjar.summary_is_current('films'::text) AS summary_is_current));

COMMENT ON VIEW reports.genre_year IS 'What was released in a genre in a year, and what became of it; a film counts in each of its genres. Films that the vendor deleted still count.';

COMMENT ON COLUMN reports.genre_year.genre IS 'Name of the genre.';

COMMENT ON COLUMN reports.genre_year.year IS 'Year of release.';

COMMENT ON COLUMN reports.genre_year.releases IS 'Number of films.';

COMMENT ON COLUMN reports.genre_year.budget IS 'Sum of the budgets that are known, in US dollars; null where none is.';

COMMENT ON COLUMN reports.genre_year.revenue IS 'Sum of the revenues that are known, in US dollars; null where none is.';

COMMENT ON COLUMN reports.genre_year.profit IS 'Revenue less budget, summed over the films of which both are known, in US dollars; null where there are none.';

COMMENT ON COLUMN reports.genre_year.average_popularity IS 'Average popularity of the films of which it is known.';

CREATE VIEW reports.most_popular_genre_by_year AS
 SELECT DISTINCT ON (genre_year.year) genre_year.year,
    genre_year.genre,
    genre_year.average_popularity
   FROM reports.genre_year
  WHERE (genre_year.average_popularity IS NOT NULL)
  ORDER BY genre_year.year, genre_year.average_popularity DESC, (genre_year.genre COLLATE "C");

COMMENT ON VIEW reports.most_popular_genre_by_year IS 'For each year the genre with the highest average popularity; of equal ones the first by name.';

COMMENT ON COLUMN reports.most_popular_genre_by_year.year IS 'Year of release.';

COMMENT ON COLUMN reports.most_popular_genre_by_year.genre IS 'Name of the genre.';

COMMENT ON COLUMN reports.most_popular_genre_by_year.average_popularity IS 'Average popularity of its films of that year.';

CREATE TABLE summaries.film_ratings (
    movie_id bigint NOT NULL,
    ratings bigint NOT NULL,
    stars numeric NOT NULL,
    average numeric GENERATED ALWAYS AS ((stars / (NULLIF(ratings, 0))::numeric)) STORED
);

COMMENT ON TABLE summaries.film_ratings IS 'Sums over the ratings of a film, for reports.movie_ratings.';

COMMENT ON COLUMN summaries.film_ratings.movie_id IS 'The film, as tmdb.links.movie_id.';

COMMENT ON COLUMN summaries.film_ratings.ratings IS 'Number of ratings; 0 where none is left that is known.';

COMMENT ON COLUMN summaries.film_ratings.stars IS 'Their stars together.';

COMMENT ON COLUMN summaries.film_ratings.average IS 'Their average.';

CREATE VIEW reports.movie_ratings AS
 SELECT kept.movie_id,
    movies.title,
    kept.ratings,
    kept.average
   FROM ((summaries.film_ratings kept
     JOIN tmdb.links ON ((links.movie_id = kept.movie_id)))
     JOIN tmdb.movies ON ((movies.id = links.tmdb_id)))
  WHERE ((kept.ratings > 0) AND ( SELECT nightjar.summary_is_current('film_ratings'::text) AS summary_is_current))
UNION ALL
 SELECT computed.movie_id,
    computed.title,
    computed.ratings,
    computed.average
   FROM reports.computed_movie_ratings() computed(movie_id, title, ratings, average)
  WHERE (NOT ( SELECT nightjar.summary_is_current('film_ratings'::text) AS summary_is_current));

COMMENT ON VIEW reports.movie_ratings IS 'Ratings of the films of tmdb.movies, which tmdb.links ties to the films of tmdb.ratings; films that it ties to none are left out. Films, ties and ratings that the vendor deleted still count.';

COMMENT ON COLUMN reports.movie_ratings.movie_id IS 'MovieLens''s number of the film.';

COMMENT ON COLUMN reports.movie_ratings.title IS 'Title of the film.';

COMMENT ON COLUMN reports.movie_ratings.ratings IS 'Number of ratings.';

COMMENT ON COLUMN reports.movie_ratings.average IS 'Average of their stars.';

CREATE TABLE summaries.company_names (
    company_id bigint NOT NULL,
    company text NOT NULL COLLATE pg_catalog."C",
    films bigint NOT NULL
);

COMMENT ON TABLE summaries.company_names IS 'Which names films give to a company.';

COMMENT ON COLUMN summaries.company_names.company_id IS 'TMDB''s number of the company.';

COMMENT ON COLUMN summaries.company_names.company IS 'A name of it.';

COMMENT ON COLUMN summaries.company_names.films IS 'How many films give it this name; 0 where none does any more.';

CREATE TABLE summaries.film_lengths (
    title_key text NOT NULL COLLATE pg_catalog."C",
    duration_mins bigint NOT NULL
);

COMMENT ON TABLE summaries.film_lengths IS 'Running times with which summaries.watch_windows was computed; where one changes it is computed anew.';

COMMENT ON COLUMN summaries.film_lengths.title_key IS 'answers.title_key() of the film.';

COMMENT ON COLUMN summaries.film_lengths.duration_mins IS 'Its running time in minutes.';

CREATE TABLE summaries.nationalities (
    nationality text NOT NULL
);

COMMENT ON TABLE summaries.nationalities IS 'Standing questions: which films are based on books by authors of a nationality.';

COMMENT ON COLUMN summaries.nationalities.nationality IS 'The nationality by its label.';

CREATE TABLE summaries.nationality_books (
    nationality text NOT NULL,
    title_key text NOT NULL COLLATE pg_catalog."C"
);

COMMENT ON TABLE summaries.nationality_books IS 'Books by authors of a nationality, as its films were last computed; where they change the films are computed anew.';

COMMENT ON COLUMN summaries.nationality_books.nationality IS 'The nationality by its label.';

COMMENT ON COLUMN summaries.nationality_books.title_key IS 'answers.title_key() of the book.';

CREATE TABLE summaries.nationality_movies (
    nationality text NOT NULL,
    movie_title text NOT NULL COLLATE pg_catalog."C"
);

COMMENT ON TABLE summaries.nationality_movies IS 'Films based on books by authors of a nationality.';

COMMENT ON COLUMN summaries.nationality_movies.nationality IS 'The nationality by its label.';

COMMENT ON COLUMN summaries.nationality_movies.movie_title IS 'Title of the film as reviews spell it.';

CREATE TABLE summaries.outage_users (
    outage_id bigint NOT NULL,
    user_email text NOT NULL COLLATE pg_catalog."C",
    sessions bigint NOT NULL
);

COMMENT ON TABLE summaries.outage_users IS 'The users whom an outage hit.';

COMMENT ON COLUMN summaries.outage_users.outage_id IS 'The question, as in summaries.outages.';

COMMENT ON COLUMN summaries.outage_users.user_email IS 'The user.';

COMMENT ON COLUMN summaries.outage_users.sessions IS 'The user''s sessions that were in progress.';

CREATE TABLE summaries.outages (
    outage_id bigint NOT NULL,
    title_key text NOT NULL COLLATE pg_catalog."C",
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL,
    users bigint DEFAULT 0 NOT NULL
);

COMMENT ON TABLE summaries.outages IS 'Standing questions: how many users had a session of a title in progress in [from_at, until_at).';

COMMENT ON COLUMN summaries.outages.outage_id IS 'Number of the question.';

COMMENT ON COLUMN summaries.outages.title_key IS 'answers.title_key() of the title.';

COMMENT ON COLUMN summaries.outages.from_at IS 'Begin of the time asked for.';

COMMENT ON COLUMN summaries.outages.until_at IS 'End of the time asked for, excluded.';

COMMENT ON COLUMN summaries.outages.users IS 'The answer.';

ALTER TABLE summaries.outages ALTER COLUMN outage_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME summaries.outages_outage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE summaries.reviewed_books (
    book_title text NOT NULL COLLATE pg_catalog."C",
    title_key text NOT NULL COLLATE pg_catalog."C"
);

COMMENT ON TABLE summaries.reviewed_books IS 'Titles of books in reviews. It only grows.';

COMMENT ON COLUMN summaries.reviewed_books.book_title IS 'The title as reviews spell it.';

COMMENT ON COLUMN summaries.reviewed_books.title_key IS 'answers.title_key() of it.';

CREATE TABLE summaries.reviewed_movies (
    movie_title text NOT NULL COLLATE pg_catalog."C",
    title_key text NOT NULL COLLATE pg_catalog."C"
);

COMMENT ON TABLE summaries.reviewed_movies IS 'Titles of films in reviews. It only grows: a title is part of a review''s key, and no review leaves vendor.reviews.';

COMMENT ON COLUMN summaries.reviewed_movies.movie_title IS 'The title as reviews spell it.';

COMMENT ON COLUMN summaries.reviewed_movies.title_key IS 'answers.title_key() of it.';

CREATE TABLE summaries.stream_size_range (
    from_mb double precision NOT NULL,
    to_mb double precision NOT NULL,
    below bigint NOT NULL,
    within bigint NOT NULL,
    above bigint NOT NULL
);

COMMENT ON TABLE summaries.stream_size_range IS 'One row, or none while no session has a size: the sizes around the median, of which summaries.stream_sizes holds each.';

COMMENT ON COLUMN summaries.stream_size_range.from_mb IS 'The first of them in megabytes.';

COMMENT ON COLUMN summaries.stream_size_range.to_mb IS 'The last of them in megabytes; it belongs to them.';

COMMENT ON COLUMN summaries.stream_size_range.below IS 'Sessions of less than from_mb.';

COMMENT ON COLUMN summaries.stream_size_range.within IS 'Sessions from from_mb to to_mb.';

COMMENT ON COLUMN summaries.stream_size_range.above IS 'Sessions of more than to_mb.';

CREATE TABLE summaries.stream_sizes (
    size_mb double precision NOT NULL,
    sessions bigint NOT NULL
);

COMMENT ON TABLE summaries.stream_sizes IS 'The sizes of the sessions around the median, as in summaries.stream_size_range.';

COMMENT ON COLUMN summaries.stream_sizes.size_mb IS 'The exact size in megabytes.';

COMMENT ON COLUMN summaries.stream_sizes.sessions IS 'Sessions of exactly that size.';

CREATE TABLE summaries.stream_totals (
    sessions bigint NOT NULL,
    duration interval NOT NULL,
    longest interval
);

COMMENT ON TABLE summaries.stream_totals IS 'One row: the sessions that have ended, in all.';

COMMENT ON COLUMN summaries.stream_totals.sessions IS 'How many have ended.';

COMMENT ON COLUMN summaries.stream_totals.duration IS 'How long they lasted together.';

COMMENT ON COLUMN summaries.stream_totals.longest IS 'No session that has ended lasted longer; so none that was in progress at an instant began longer before it. Null without any.';

CREATE TABLE summaries.streamed_titles (
    movie_title text NOT NULL COLLATE pg_catalog."C",
    title_key text NOT NULL COLLATE pg_catalog."C"
);

COMMENT ON TABLE summaries.streamed_titles IS 'Titles of streamed films. It only grows: a title is part of a session''s key, and no session leaves app.streams.';

COMMENT ON COLUMN summaries.streamed_titles.movie_title IS 'The title as sessions spell it.';

COMMENT ON COLUMN summaries.streamed_titles.title_key IS 'answers.title_key() of it.';

CREATE TABLE summaries.watch_window_users (
    watch_window_id bigint NOT NULL,
    user_email text NOT NULL COLLATE pg_catalog."C",
    inside bigint NOT NULL,
    by_start bigint NOT NULL
)
WITH (fillfactor='80');

COMMENT ON TABLE summaries.watch_window_users IS 'The users who watched enough.';

COMMENT ON COLUMN summaries.watch_window_users.watch_window_id IS 'The question, as in summaries.watch_windows.';

COMMENT ON COLUMN summaries.watch_window_users.user_email IS 'The user.';

COMMENT ON COLUMN summaries.watch_window_users.inside IS 'The user''s sessions that reach the share within the time.';

COMMENT ON COLUMN summaries.watch_window_users.by_start IS 'The user''s sessions that started within the time and reach the share.';

CREATE TABLE summaries.watch_windows (
    watch_window_id bigint NOT NULL,
    share numeric NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL,
    users bigint DEFAULT 0 NOT NULL,
    users_by_start bigint DEFAULT 0 NOT NULL
);

COMMENT ON TABLE summaries.watch_windows IS 'Standing questions: how many users watched a share of a film in one session in [from_at, until_at).';

COMMENT ON COLUMN summaries.watch_windows.watch_window_id IS 'Number of the question.';

COMMENT ON COLUMN summaries.watch_windows.share IS 'The share of the running time, from 0 to 1.';

COMMENT ON COLUMN summaries.watch_windows.from_at IS 'Begin of the time asked for.';

COMMENT ON COLUMN summaries.watch_windows.until_at IS 'End of the time asked for, excluded.';

COMMENT ON COLUMN summaries.watch_windows.users IS 'The answer, counting only what lies inside.';

COMMENT ON COLUMN summaries.watch_windows.users_by_start IS 'The answer, counting sessions that started inside whole.';

ALTER TABLE summaries.watch_windows ALTER COLUMN watch_window_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME summaries.watch_windows_watch_window_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW tmdb.cast_members AS
 SELECT credits.id AS movie_id,
    (entries.entry ->> 'credit_id'::text) AS credit_id,
    entries.id AS person_id,
    (entries.entry ->> 'character'::text) AS character_name,
    entries.place
   FROM (tmdb.credits
     CROSS JOIN LATERAL tmdb.entries(credits."cast") entries(entry, id, name, place))
  WHERE ((credits.deleted_at IS NULL) AND (entries.id IS NOT NULL));

COMMENT ON VIEW tmdb.cast_members IS 'Who plays whom in a film, by its live credits.';

COMMENT ON COLUMN tmdb.cast_members.movie_id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.cast_members.credit_id IS 'TMDB''s mark of this entry.';

COMMENT ON COLUMN tmdb.cast_members.person_id IS 'The person, as in tmdb.people.';

COMMENT ON COLUMN tmdb.cast_members.character_name IS 'The character played.';

COMMENT ON COLUMN tmdb.cast_members.place IS 'Place in the credits, counted from 1.';

CREATE VIEW tmdb.collections AS
 SELECT DISTINCT ON (series.id) series.id AS collection_id,
    series.name AS collection,
    (series.entry ->> 'poster_path'::text) AS poster_path,
    (series.entry ->> 'backdrop_path'::text) AS backdrop_path
   FROM (tmdb.movies
     CROSS JOIN LATERAL tmdb.entries(jsonb_build_array(movies.belongs_to_collection)) series(entry, id, name, place))
  WHERE ((movies.deleted_at IS NULL) AND (series.id IS NOT NULL))
  ORDER BY series.id, movies.id;

COMMENT ON VIEW tmdb.collections IS 'Series that live films belong to.';

COMMENT ON COLUMN tmdb.collections.collection_id IS 'TMDB''s number of the series.';

COMMENT ON COLUMN tmdb.collections.collection IS 'Its name, as its film with the lowest number has it.';

COMMENT ON COLUMN tmdb.collections.poster_path IS 'Path of its poster at TMDB.';

COMMENT ON COLUMN tmdb.collections.backdrop_path IS 'Path of its background picture at TMDB.';

CREATE VIEW tmdb.companies AS
 SELECT entries.id AS company_id,
    min((entries.name COLLATE "C")) AS company
   FROM (tmdb.movies
     CROSS JOIN LATERAL tmdb.entries(movies.production_companies) entries(entry, id, name, place))
  WHERE ((movies.deleted_at IS NULL) AND (entries.id IS NOT NULL))
  GROUP BY entries.id;

COMMENT ON VIEW tmdb.companies IS 'Production companies of the live films.';

COMMENT ON COLUMN tmdb.companies.company_id IS 'TMDB''s number of the company.';

COMMENT ON COLUMN tmdb.companies.company IS 'Its name; where films differ on it, the first in order.';

CREATE VIEW tmdb.countries AS
 SELECT (entries.entry ->> 'iso_3166_1'::text) AS country_code,
    min((entries.name COLLATE "C")) AS country
   FROM (tmdb.movies
     CROSS JOIN LATERAL tmdb.entries(movies.production_countries) entries(entry, id, name, place))
  WHERE ((movies.deleted_at IS NULL) AND ((entries.entry ->> 'iso_3166_1'::text) IS NOT NULL))
  GROUP BY (entries.entry ->> 'iso_3166_1'::text);

COMMENT ON VIEW tmdb.countries IS 'Production countries of the live films.';

COMMENT ON COLUMN tmdb.countries.country_code IS 'The ISO 3166-1 code of the country, such as US.';

COMMENT ON COLUMN tmdb.countries.country IS 'Its name; where films differ on it, the first in order.';

CREATE TABLE tmdb.credits_past (
    id bigint,
    "cast" jsonb,
    crew jsonb,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone NOT NULL,
    run_id bigint NOT NULL
);

COMMENT ON TABLE tmdb.credits_past IS 'Closed versions of tmdb.credits: each row as it was before an update or a return. It only grows.';

COMMENT ON COLUMN tmdb.credits_past.id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.credits_past."cast" IS 'Who plays in it, as an array of objects; see tmdb.cast_members.';

COMMENT ON COLUMN tmdb.credits_past.crew IS 'Who worked on it, as an array of objects; see tmdb.crew_members.';

COMMENT ON COLUMN tmdb.credits_past.valid_from IS 'Since when this version held.';

COMMENT ON COLUMN tmdb.credits_past.valid_to IS 'Until when it held; that instant excluded.';

COMMENT ON COLUMN tmdb.credits_past.run_id IS 'The night that replaced this version by another, as in nightjar.runs.';

CREATE VIEW tmdb.credits_history AS
 SELECT credits_past.id,
    credits_past."cast",
    credits_past.crew,
    credits_past.valid_from,
    credits_past.valid_to
   FROM tmdb.credits_past
UNION ALL
 SELECT credits.id,
    credits."cast",
    credits.crew,
    credits.valid_from,
    credits.deleted_at AS valid_to
   FROM tmdb.credits;

COMMENT ON VIEW tmdb.credits_history IS 'Every version ever known of tmdb.credits; it holds in [valid_from, valid_to). Gaps between versions are deletions.';

COMMENT ON COLUMN tmdb.credits_history.id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.credits_history."cast" IS 'Who plays in it, as an array of objects; see tmdb.cast_members.';

COMMENT ON COLUMN tmdb.credits_history.crew IS 'Who worked on it, as an array of objects; see tmdb.crew_members.';

COMMENT ON COLUMN tmdb.credits_history.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN tmdb.credits_history.valid_to IS 'Until when it held, that instant excluded; null while it holds.';

CREATE UNLOGGED TABLE tmdb.credits_staging (
    id bigint,
    "cast" jsonb,
    crew jsonb,
    record bigint,
    spoiled boolean,
    known_row_id bigint,
    row_id bigint,
    value_fingerprint uuid
)
WITH (autovacuum_enabled='false');

COMMENT ON TABLE tmdb.credits_staging IS 'Work space of the nights of tmdb.credits. Before one commits it holds the versions that it writes and nothing else; the next one empties it.';

COMMENT ON COLUMN tmdb.credits_staging.id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.credits_staging."cast" IS 'Who plays in it, as an array of objects; see tmdb.cast_members.';

COMMENT ON COLUMN tmdb.credits_staging.crew IS 'Who worked on it, as an array of objects; see tmdb.crew_members.';

COMMENT ON COLUMN tmdb.credits_staging.record IS 'The record''s place in the dump, counted from 0.';

COMMENT ON COLUMN tmdb.credits_staging.spoiled IS 'True for a record whose key could be read and whose values do not fit.';

COMMENT ON COLUMN tmdb.credits_staging.known_row_id IS 'The row that bears its key; null where none does.';

COMMENT ON COLUMN tmdb.credits_staging.row_id IS 'The row it becomes, should its key be new.';

COMMENT ON COLUMN tmdb.credits_staging.value_fingerprint IS 'Fingerprint of its values.';

CREATE VIEW tmdb.crew_members AS
 SELECT credits.id AS movie_id,
    (entries.entry ->> 'credit_id'::text) AS credit_id,
    entries.id AS person_id,
    (entries.entry ->> 'department'::text) AS department,
    (entries.entry ->> 'job'::text) AS job,
    entries.place
   FROM (tmdb.credits
     CROSS JOIN LATERAL tmdb.entries(credits.crew) entries(entry, id, name, place))
  WHERE ((credits.deleted_at IS NULL) AND (entries.id IS NOT NULL));

COMMENT ON VIEW tmdb.crew_members IS 'Who did what for a film, by its live credits.';

COMMENT ON COLUMN tmdb.crew_members.movie_id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.crew_members.credit_id IS 'TMDB''s mark of this entry.';

COMMENT ON COLUMN tmdb.crew_members.person_id IS 'The person, as in tmdb.people.';

COMMENT ON COLUMN tmdb.crew_members.department IS 'Department, such as Directing.';

COMMENT ON COLUMN tmdb.crew_members.job IS 'Job, such as Director.';

COMMENT ON COLUMN tmdb.crew_members.place IS 'Place in the credits, counted from 1.';

CREATE VIEW tmdb.genres AS
 SELECT entries.id AS genre_id,
    min((entries.name COLLATE "C")) AS genre
   FROM (tmdb.movies
     CROSS JOIN LATERAL tmdb.entries(movies.genres) entries(entry, id, name, place))
  WHERE ((movies.deleted_at IS NULL) AND (entries.id IS NOT NULL))
  GROUP BY entries.id;

COMMENT ON VIEW tmdb.genres IS 'Genres of the live films.';

COMMENT ON COLUMN tmdb.genres.genre_id IS 'TMDB''s number of the genre.';

COMMENT ON COLUMN tmdb.genres.genre IS 'Its name; where films differ on it, the first in order.';

CREATE TABLE tmdb.keywords_past (
    id bigint,
    keywords jsonb,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone NOT NULL,
    run_id bigint NOT NULL
);

COMMENT ON TABLE tmdb.keywords_past IS 'Closed versions of tmdb.keywords: each row as it was before an update or a return. It only grows.';

COMMENT ON COLUMN tmdb.keywords_past.id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.keywords_past.keywords IS 'Its keywords, as an array of objects with id and name.';

COMMENT ON COLUMN tmdb.keywords_past.valid_from IS 'Since when this version held.';

COMMENT ON COLUMN tmdb.keywords_past.valid_to IS 'Until when it held; that instant excluded.';

COMMENT ON COLUMN tmdb.keywords_past.run_id IS 'The night that replaced this version by another, as in nightjar.runs.';

CREATE VIEW tmdb.keywords_history AS
 SELECT keywords_past.id,
    keywords_past.keywords,
    keywords_past.valid_from,
    keywords_past.valid_to
   FROM tmdb.keywords_past
UNION ALL
 SELECT keywords.id,
    keywords.keywords,
    keywords.valid_from,
    keywords.deleted_at AS valid_to
   FROM tmdb.keywords;

COMMENT ON VIEW tmdb.keywords_history IS 'Every version ever known of tmdb.keywords; it holds in [valid_from, valid_to). Gaps between versions are deletions.';

COMMENT ON COLUMN tmdb.keywords_history.id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.keywords_history.keywords IS 'Its keywords, as an array of objects with id and name.';

COMMENT ON COLUMN tmdb.keywords_history.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN tmdb.keywords_history.valid_to IS 'Until when it held, that instant excluded; null while it holds.';

CREATE UNLOGGED TABLE tmdb.keywords_staging (
    id bigint,
    keywords jsonb,
    record bigint,
    spoiled boolean,
    known_row_id bigint,
    row_id bigint,
    value_fingerprint uuid
)
WITH (autovacuum_enabled='false');

COMMENT ON TABLE tmdb.keywords_staging IS 'Work space of the nights of tmdb.keywords. Before one commits it holds the versions that it writes and nothing else; the next one empties it.';

COMMENT ON COLUMN tmdb.keywords_staging.id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.keywords_staging.keywords IS 'Its keywords, as an array of objects with id and name.';

COMMENT ON COLUMN tmdb.keywords_staging.record IS 'The record''s place in the dump, counted from 0.';

COMMENT ON COLUMN tmdb.keywords_staging.spoiled IS 'True for a record whose key could be read and whose values do not fit.';

COMMENT ON COLUMN tmdb.keywords_staging.known_row_id IS 'The row that bears its key; null where none does.';

COMMENT ON COLUMN tmdb.keywords_staging.row_id IS 'The row it becomes, should its key be new.';

COMMENT ON COLUMN tmdb.keywords_staging.value_fingerprint IS 'Fingerprint of its values.';

CREATE VIEW tmdb.languages AS
 SELECT (entries.entry ->> 'iso_639_1'::text) AS language_code,
    min((entries.name COLLATE "C")) AS language
   FROM (tmdb.movies
     CROSS JOIN LATERAL tmdb.entries(movies.spoken_languages) entries(entry, id, name, place))
  WHERE ((movies.deleted_at IS NULL) AND ((entries.entry ->> 'iso_639_1'::text) IS NOT NULL))
  GROUP BY (entries.entry ->> 'iso_639_1'::text);

COMMENT ON VIEW tmdb.languages IS 'Spoken languages of the live films.';

COMMENT ON COLUMN tmdb.languages.language_code IS 'The ISO 639-1 code of the language, such as en.';

COMMENT ON COLUMN tmdb.languages.language IS 'Its name; where films differ on it, the first in order.';

CREATE TABLE tmdb.links_past (
    movie_id bigint,
    imdb_id text,
    tmdb_id bigint,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone NOT NULL,
    run_id bigint NOT NULL
);

COMMENT ON TABLE tmdb.links_past IS 'Closed versions of tmdb.links: each row as it was before an update or a return. It only grows.';

COMMENT ON COLUMN tmdb.links_past.movie_id IS 'MovieLens''s number of the film, as tmdb.ratings has it.';

COMMENT ON COLUMN tmdb.links_past.imdb_id IS 'Its number at IMDb, without the letters tt and with its leading zeros.';

COMMENT ON COLUMN tmdb.links_past.tmdb_id IS 'Its number at TMDB, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.links_past.valid_from IS 'Since when this version held.';

COMMENT ON COLUMN tmdb.links_past.valid_to IS 'Until when it held; that instant excluded.';

COMMENT ON COLUMN tmdb.links_past.run_id IS 'The night that replaced this version by another, as in nightjar.runs.';

CREATE VIEW tmdb.links_history AS
 SELECT links_past.movie_id,
    links_past.imdb_id,
    links_past.tmdb_id,
    links_past.valid_from,
    links_past.valid_to
   FROM tmdb.links_past
UNION ALL
 SELECT links.movie_id,
    links.imdb_id,
    links.tmdb_id,
    links.valid_from,
    links.deleted_at AS valid_to
   FROM tmdb.links;

COMMENT ON VIEW tmdb.links_history IS 'Every version ever known of tmdb.links; it holds in [valid_from, valid_to). Gaps between versions are deletions.';

COMMENT ON COLUMN tmdb.links_history.movie_id IS 'MovieLens''s number of the film, as tmdb.ratings has it.';

COMMENT ON COLUMN tmdb.links_history.imdb_id IS 'Its number at IMDb, without the letters tt and with its leading zeros.';

COMMENT ON COLUMN tmdb.links_history.tmdb_id IS 'Its number at TMDB, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.links_history.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN tmdb.links_history.valid_to IS 'Until when it held, that instant excluded; null while it holds.';

CREATE UNLOGGED TABLE tmdb.links_staging (
    movie_id bigint,
    imdb_id text,
    tmdb_id bigint,
    record bigint,
    spoiled boolean,
    known_row_id bigint,
    row_id bigint,
    value_fingerprint uuid
)
WITH (autovacuum_enabled='false');

COMMENT ON TABLE tmdb.links_staging IS 'Work space of the nights of tmdb.links. Before one commits it holds the versions that it writes and nothing else; the next one empties it.';

COMMENT ON COLUMN tmdb.links_staging.movie_id IS 'MovieLens''s number of the film, as tmdb.ratings has it.';

COMMENT ON COLUMN tmdb.links_staging.imdb_id IS 'Its number at IMDb, without the letters tt and with its leading zeros.';

COMMENT ON COLUMN tmdb.links_staging.tmdb_id IS 'Its number at TMDB, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.links_staging.record IS 'The record''s place in the dump, counted from 0.';

COMMENT ON COLUMN tmdb.links_staging.spoiled IS 'True for a record whose key could be read and whose values do not fit.';

COMMENT ON COLUMN tmdb.links_staging.known_row_id IS 'The row that bears its key; null where none does.';

COMMENT ON COLUMN tmdb.links_staging.row_id IS 'The row it becomes, should its key be new.';

COMMENT ON COLUMN tmdb.links_staging.value_fingerprint IS 'Fingerprint of its values.';

CREATE VIEW tmdb.movie_collections AS
 SELECT movies.id AS movie_id,
    series.id AS collection_id
   FROM (tmdb.movies
     CROSS JOIN LATERAL tmdb.entries(jsonb_build_array(movies.belongs_to_collection)) series(entry, id, name, place))
  WHERE ((movies.deleted_at IS NULL) AND (series.id IS NOT NULL));

COMMENT ON VIEW tmdb.movie_collections IS 'Which live film belongs to which series; a film to one at most.';

COMMENT ON COLUMN tmdb.movie_collections.movie_id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.movie_collections.collection_id IS 'The series, as in tmdb.collections.';

CREATE VIEW tmdb.movie_companies AS
 SELECT DISTINCT movies.id AS movie_id,
    entries.id AS company_id
   FROM (tmdb.movies
     CROSS JOIN LATERAL tmdb.entries(movies.production_companies) entries(entry, id, name, place))
  WHERE ((movies.deleted_at IS NULL) AND (entries.id IS NOT NULL));

COMMENT ON VIEW tmdb.movie_companies IS 'Which live film was made by which company.';

COMMENT ON COLUMN tmdb.movie_companies.movie_id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.movie_companies.company_id IS 'The company, as in tmdb.companies.';

CREATE VIEW tmdb.movie_countries AS
 SELECT DISTINCT movies.id AS movie_id,
    (entries.entry ->> 'iso_3166_1'::text) AS country_code
   FROM (tmdb.movies
     CROSS JOIN LATERAL tmdb.entries(movies.production_countries) entries(entry, id, name, place))
  WHERE ((movies.deleted_at IS NULL) AND ((entries.entry ->> 'iso_3166_1'::text) IS NOT NULL));

COMMENT ON VIEW tmdb.movie_countries IS 'Which live film was made in which country.';

COMMENT ON COLUMN tmdb.movie_countries.movie_id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.movie_countries.country_code IS 'The country, as in tmdb.countries.';

CREATE VIEW tmdb.movie_genres AS
 SELECT DISTINCT movies.id AS movie_id,
    entries.id AS genre_id
   FROM (tmdb.movies
     CROSS JOIN LATERAL tmdb.entries(movies.genres) entries(entry, id, name, place))
  WHERE ((movies.deleted_at IS NULL) AND (entries.id IS NOT NULL));

COMMENT ON VIEW tmdb.movie_genres IS 'Which live film is of which genre.';

COMMENT ON COLUMN tmdb.movie_genres.movie_id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.movie_genres.genre_id IS 'The genre, as in tmdb.genres.';

CREATE VIEW tmdb.movie_languages AS
 SELECT DISTINCT movies.id AS movie_id,
    (entries.entry ->> 'iso_639_1'::text) AS language_code
   FROM (tmdb.movies
     CROSS JOIN LATERAL tmdb.entries(movies.spoken_languages) entries(entry, id, name, place))
  WHERE ((movies.deleted_at IS NULL) AND ((entries.entry ->> 'iso_639_1'::text) IS NOT NULL));

COMMENT ON VIEW tmdb.movie_languages IS 'Which live film speaks which language.';

COMMENT ON COLUMN tmdb.movie_languages.movie_id IS 'The film, as tmdb.movies.id.';

COMMENT ON COLUMN tmdb.movie_languages.language_code IS 'The language, as in tmdb.languages.';

CREATE TABLE tmdb.movies_past (
    id bigint,
    adult boolean,
    belongs_to_collection jsonb,
    budget bigint,
    genres jsonb,
    homepage text,
    imdb_id text,
    original_language text,
    original_title text,
    overview text,
    popularity numeric,
    poster_path text,
    production_companies jsonb,
    production_countries jsonb,
    release_date date,
    revenue bigint,
    runtime double precision,
    spoken_languages jsonb,
    status text,
    tagline text,
    title text,
    video boolean,
    vote_average numeric,
    vote_count bigint,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone NOT NULL,
    run_id bigint NOT NULL
);

COMMENT ON TABLE tmdb.movies_past IS 'Closed versions of tmdb.movies: each row as it was before an update or a return. It only grows.';

COMMENT ON COLUMN tmdb.movies_past.id IS 'TMDB''s number of the film.';

COMMENT ON COLUMN tmdb.movies_past.adult IS 'Whether it is for adults only.';

COMMENT ON COLUMN tmdb.movies_past.belongs_to_collection IS 'The series it belongs to, as an object; see tmdb.collections.';

COMMENT ON COLUMN tmdb.movies_past.budget IS 'What it cost, in US dollars; null where it is not known (0 in the file).';

COMMENT ON COLUMN tmdb.movies_past.genres IS 'Its genres, as an array of objects; see tmdb.movie_genres.';

COMMENT ON COLUMN tmdb.movies_past.homepage IS 'Its page on the web.';

COMMENT ON COLUMN tmdb.movies_past.imdb_id IS 'Its number at IMDb, such as tt0114709.';

COMMENT ON COLUMN tmdb.movies_past.original_language IS 'Language it was made in, by its ISO 639-1 code.';

COMMENT ON COLUMN tmdb.movies_past.original_title IS 'Title in that language.';

COMMENT ON COLUMN tmdb.movies_past.overview IS 'What it is about.';

COMMENT ON COLUMN tmdb.movies_past.popularity IS 'TMDB''s measure of popularity; higher is more popular.';

COMMENT ON COLUMN tmdb.movies_past.poster_path IS 'Path of its poster at TMDB.';

COMMENT ON COLUMN tmdb.movies_past.production_companies IS 'Companies that made it, as an array of objects; see tmdb.movie_companies.';

COMMENT ON COLUMN tmdb.movies_past.production_countries IS 'Countries it was made in, as an array of objects; see tmdb.movie_countries.';

COMMENT ON COLUMN tmdb.movies_past.release_date IS 'Day of its first release; its year is the film''s year in reports.';

COMMENT ON COLUMN tmdb.movies_past.revenue IS 'What it earned, in US dollars; null where it is not known (0 in the file).';

COMMENT ON COLUMN tmdb.movies_past.runtime IS 'Running time in minutes.';

COMMENT ON COLUMN tmdb.movies_past.spoken_languages IS 'Languages spoken in it, as an array of objects; see tmdb.movie_languages.';

COMMENT ON COLUMN tmdb.movies_past.status IS 'How far it is, such as Released.';

COMMENT ON COLUMN tmdb.movies_past.tagline IS 'Its slogan.';

COMMENT ON COLUMN tmdb.movies_past.title IS 'Title in English.';

COMMENT ON COLUMN tmdb.movies_past.video IS 'Whether it was made for video.';

COMMENT ON COLUMN tmdb.movies_past.vote_average IS 'Average of the votes at TMDB, from 0 to 10.';

COMMENT ON COLUMN tmdb.movies_past.vote_count IS 'Number of the votes at TMDB.';

COMMENT ON COLUMN tmdb.movies_past.valid_from IS 'Since when this version held.';

COMMENT ON COLUMN tmdb.movies_past.valid_to IS 'Until when it held; that instant excluded.';

COMMENT ON COLUMN tmdb.movies_past.run_id IS 'The night that replaced this version by another, as in nightjar.runs.';

CREATE VIEW tmdb.movies_history AS
 SELECT movies_past.id,
    movies_past.adult,
    movies_past.belongs_to_collection,
    movies_past.budget,
    movies_past.genres,
    movies_past.homepage,
    movies_past.imdb_id,
    movies_past.original_language,
    movies_past.original_title,
    movies_past.overview,
    movies_past.popularity,
    movies_past.poster_path,
    movies_past.production_companies,
    movies_past.production_countries,
    movies_past.release_date,
    movies_past.revenue,
    movies_past.runtime,
    movies_past.spoken_languages,
    movies_past.status,
    movies_past.tagline,
    movies_past.title,
    movies_past.video,
    movies_past.vote_average,
    movies_past.vote_count,
    movies_past.valid_from,
    movies_past.valid_to
   FROM tmdb.movies_past
UNION ALL
 SELECT movies.id,
    movies.adult,
    movies.belongs_to_collection,
    movies.budget,
    movies.genres,
    movies.homepage,
    movies.imdb_id,
    movies.original_language,
    movies.original_title,
    movies.overview,
    movies.popularity,
    movies.poster_path,
    movies.production_companies,
    movies.production_countries,
    movies.release_date,
    movies.revenue,
    movies.runtime,
    movies.spoken_languages,
    movies.status,
    movies.tagline,
    movies.title,
    movies.video,
    movies.vote_average,
    movies.vote_count,
    movies.valid_from,
    movies.deleted_at AS valid_to
   FROM tmdb.movies;

COMMENT ON VIEW tmdb.movies_history IS 'Every version ever known of tmdb.movies; it holds in [valid_from, valid_to). Gaps between versions are deletions.';

COMMENT ON COLUMN tmdb.movies_history.id IS 'TMDB''s number of the film.';

COMMENT ON COLUMN tmdb.movies_history.adult IS 'Whether it is for adults only.';

COMMENT ON COLUMN tmdb.movies_history.belongs_to_collection IS 'The series it belongs to, as an object; see tmdb.collections.';

COMMENT ON COLUMN tmdb.movies_history.budget IS 'What it cost, in US dollars; null where it is not known (0 in the file).';

COMMENT ON COLUMN tmdb.movies_history.genres IS 'Its genres, as an array of objects; see tmdb.movie_genres.';

COMMENT ON COLUMN tmdb.movies_history.homepage IS 'Its page on the web.';

COMMENT ON COLUMN tmdb.movies_history.imdb_id IS 'Its number at IMDb, such as tt0114709.';

COMMENT ON COLUMN tmdb.movies_history.original_language IS 'Language it was made in, by its ISO 639-1 code.';

COMMENT ON COLUMN tmdb.movies_history.original_title IS 'Title in that language.';

COMMENT ON COLUMN tmdb.movies_history.overview IS 'What it is about.';

COMMENT ON COLUMN tmdb.movies_history.popularity IS 'TMDB''s measure of popularity; higher is more popular.';

COMMENT ON COLUMN tmdb.movies_history.poster_path IS 'Path of its poster at TMDB.';

COMMENT ON COLUMN tmdb.movies_history.production_companies IS 'Companies that made it, as an array of objects; see tmdb.movie_companies.';

COMMENT ON COLUMN tmdb.movies_history.production_countries IS 'Countries it was made in, as an array of objects; see tmdb.movie_countries.';

COMMENT ON COLUMN tmdb.movies_history.release_date IS 'Day of its first release; its year is the film''s year in reports.';

COMMENT ON COLUMN tmdb.movies_history.revenue IS 'What it earned, in US dollars; null where it is not known (0 in the file).';

COMMENT ON COLUMN tmdb.movies_history.runtime IS 'Running time in minutes.';

COMMENT ON COLUMN tmdb.movies_history.spoken_languages IS 'Languages spoken in it, as an array of objects; see tmdb.movie_languages.';

COMMENT ON COLUMN tmdb.movies_history.status IS 'How far it is, such as Released.';

COMMENT ON COLUMN tmdb.movies_history.tagline IS 'Its slogan.';

COMMENT ON COLUMN tmdb.movies_history.title IS 'Title in English.';

COMMENT ON COLUMN tmdb.movies_history.video IS 'Whether it was made for video.';

COMMENT ON COLUMN tmdb.movies_history.vote_average IS 'Average of the votes at TMDB, from 0 to 10.';

COMMENT ON COLUMN tmdb.movies_history.vote_count IS 'Number of the votes at TMDB.';

COMMENT ON COLUMN tmdb.movies_history.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN tmdb.movies_history.valid_to IS 'Until when it held, that instant excluded; null while it holds.';

CREATE UNLOGGED TABLE tmdb.movies_staging (
    id bigint,
    adult boolean,
    belongs_to_collection jsonb,
    budget bigint,
    genres jsonb,
    homepage text,
    imdb_id text,
    original_language text,
    original_title text,
    overview text,
    popularity numeric,
    poster_path text,
    production_companies jsonb,
    production_countries jsonb,
    release_date date,
    revenue bigint,
    runtime double precision,
    spoken_languages jsonb,
    status text,
    tagline text,
    title text,
    video boolean,
    vote_average numeric,
    vote_count bigint,
    record bigint,
    spoiled boolean,
    known_row_id bigint,
    row_id bigint,
    value_fingerprint uuid
)
WITH (autovacuum_enabled='false');

COMMENT ON TABLE tmdb.movies_staging IS 'Work space of the nights of tmdb.movies. Before one commits it holds the versions that it writes and nothing else; the next one empties it.';

COMMENT ON COLUMN tmdb.movies_staging.id IS 'TMDB''s number of the film.';

COMMENT ON COLUMN tmdb.movies_staging.adult IS 'Whether it is for adults only.';

COMMENT ON COLUMN tmdb.movies_staging.belongs_to_collection IS 'The series it belongs to, as an object; see tmdb.collections.';

COMMENT ON COLUMN tmdb.movies_staging.budget IS 'What it cost, in US dollars; null where it is not known (0 in the file).';

COMMENT ON COLUMN tmdb.movies_staging.genres IS 'Its genres, as an array of objects; see tmdb.movie_genres.';

COMMENT ON COLUMN tmdb.movies_staging.homepage IS 'Its page on the web.';

COMMENT ON COLUMN tmdb.movies_staging.imdb_id IS 'Its number at IMDb, such as tt0114709.';

COMMENT ON COLUMN tmdb.movies_staging.original_language IS 'Language it was made in, by its ISO 639-1 code.';

COMMENT ON COLUMN tmdb.movies_staging.original_title IS 'Title in that language.';

COMMENT ON COLUMN tmdb.movies_staging.overview IS 'What it is about.';

COMMENT ON COLUMN tmdb.movies_staging.popularity IS 'TMDB''s measure of popularity; higher is more popular.';

COMMENT ON COLUMN tmdb.movies_staging.poster_path IS 'Path of its poster at TMDB.';

COMMENT ON COLUMN tmdb.movies_staging.production_companies IS 'Companies that made it, as an array of objects; see tmdb.movie_companies.';

COMMENT ON COLUMN tmdb.movies_staging.production_countries IS 'Countries it was made in, as an array of objects; see tmdb.movie_countries.';

COMMENT ON COLUMN tmdb.movies_staging.release_date IS 'Day of its first release; its year is the film''s year in reports.';

COMMENT ON COLUMN tmdb.movies_staging.revenue IS 'What it earned, in US dollars; null where it is not known (0 in the file).';

COMMENT ON COLUMN tmdb.movies_staging.runtime IS 'Running time in minutes.';

COMMENT ON COLUMN tmdb.movies_staging.spoken_languages IS 'Languages spoken in it, as an array of objects; see tmdb.movie_languages.';

COMMENT ON COLUMN tmdb.movies_staging.status IS 'How far it is, such as Released.';

COMMENT ON COLUMN tmdb.movies_staging.tagline IS 'Its slogan.';

COMMENT ON COLUMN tmdb.movies_staging.title IS 'Title in English.';

COMMENT ON COLUMN tmdb.movies_staging.video IS 'Whether it was made for video.';

COMMENT ON COLUMN tmdb.movies_staging.vote_average IS 'Average of the votes at TMDB, from 0 to 10.';

COMMENT ON COLUMN tmdb.movies_staging.vote_count IS 'Number of the votes at TMDB.';

COMMENT ON COLUMN tmdb.movies_staging.record IS 'The record''s place in the dump, counted from 0.';

COMMENT ON COLUMN tmdb.movies_staging.spoiled IS 'True for a record whose key could be read and whose values do not fit.';

COMMENT ON COLUMN tmdb.movies_staging.known_row_id IS 'The row that bears its key; null where none does.';

COMMENT ON COLUMN tmdb.movies_staging.row_id IS 'The row it becomes, should its key be new.';

COMMENT ON COLUMN tmdb.movies_staging.value_fingerprint IS 'Fingerprint of its values.';

CREATE VIEW tmdb.people AS
 SELECT DISTINCT ON (members.person_id) members.person_id,
    members.name,
    members.gender,
    members.profile_path
   FROM ( SELECT credits.id AS movie_id,
            1 AS list,
            entries.place,
            entries.id AS person_id,
            entries.name,
            (entries.entry ->> 'gender'::text) AS gender,
            (entries.entry ->> 'profile_path'::text) AS profile_path
           FROM (tmdb.credits
             CROSS JOIN LATERAL tmdb.entries(credits."cast") entries(entry, id, name, place))
          WHERE (credits.deleted_at IS NULL)
        UNION ALL
         SELECT credits.id,
            2,
            entries.place,
            entries.id,
            entries.name,
            (entries.entry ->> 'gender'::text),
            (entries.entry ->> 'profile_path'::text)
           FROM (tmdb.credits
             CROSS JOIN LATERAL tmdb.entries(credits.crew) entries(entry, id, name, place))
          WHERE (credits.deleted_at IS NULL)) members
  WHERE (members.person_id IS NOT NULL)
  ORDER BY members.person_id, members.movie_id, members.list, members.place;

COMMENT ON VIEW tmdb.people IS 'People who play in or worked on films, each as the live credits of the film with the lowest number have them.';

COMMENT ON COLUMN tmdb.people.person_id IS 'TMDB''s number of the person.';

COMMENT ON COLUMN tmdb.people.name IS 'Full name.';

COMMENT ON COLUMN tmdb.people.gender IS '1 female, 2 male, 0 not known, as TMDB has it.';

COMMENT ON COLUMN tmdb.people.profile_path IS 'Path of a picture at TMDB.';

CREATE TABLE tmdb.ratings_past (
    user_id bigint,
    movie_id bigint,
    rating numeric,
    rated_at timestamp with time zone,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone NOT NULL,
    run_id bigint NOT NULL
);

COMMENT ON TABLE tmdb.ratings_past IS 'Closed versions of tmdb.ratings: each row as it was before an update or a return. It only grows.';

COMMENT ON COLUMN tmdb.ratings_past.user_id IS 'MovieLens''s number of the user.';

COMMENT ON COLUMN tmdb.ratings_past.movie_id IS 'MovieLens''s number of the film; tmdb.links leads from it to tmdb.movies.';

COMMENT ON COLUMN tmdb.ratings_past.rating IS 'Stars, from 0.5 to 5.';

COMMENT ON COLUMN tmdb.ratings_past.rated_at IS 'When the user gave them.';

COMMENT ON COLUMN tmdb.ratings_past.valid_from IS 'Since when this version held.';

COMMENT ON COLUMN tmdb.ratings_past.valid_to IS 'Until when it held; that instant excluded.';

COMMENT ON COLUMN tmdb.ratings_past.run_id IS 'The night that replaced this version by another, as in nightjar.runs.';

CREATE VIEW tmdb.ratings_history AS
 SELECT ratings_past.user_id,
    ratings_past.movie_id,
    ratings_past.rating,
    ratings_past.rated_at,
    ratings_past.valid_from,
    ratings_past.valid_to
   FROM tmdb.ratings_past
UNION ALL
 SELECT ratings.user_id,
    ratings.movie_id,
    ratings.rating,
    ratings.rated_at,
    ratings.valid_from,
    ratings.deleted_at AS valid_to
   FROM tmdb.ratings;

COMMENT ON VIEW tmdb.ratings_history IS 'Every version ever known of tmdb.ratings; it holds in [valid_from, valid_to). Gaps between versions are deletions.';

COMMENT ON COLUMN tmdb.ratings_history.user_id IS 'MovieLens''s number of the user.';

COMMENT ON COLUMN tmdb.ratings_history.movie_id IS 'MovieLens''s number of the film; tmdb.links leads from it to tmdb.movies.';

COMMENT ON COLUMN tmdb.ratings_history.rating IS 'Stars, from 0.5 to 5.';

COMMENT ON COLUMN tmdb.ratings_history.rated_at IS 'When the user gave them.';

COMMENT ON COLUMN tmdb.ratings_history.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN tmdb.ratings_history.valid_to IS 'Until when it held, that instant excluded; null while it holds.';

CREATE UNLOGGED TABLE tmdb.ratings_staging (
    user_id bigint,
    movie_id bigint,
    rating numeric,
    rated_at timestamp with time zone,
    record bigint,
    spoiled boolean,
    known_row_id bigint,
    row_id bigint,
    value_fingerprint uuid
)
WITH (autovacuum_enabled='false');

COMMENT ON TABLE tmdb.ratings_staging IS 'Work space of the nights of tmdb.ratings. Before one commits it holds the versions that it writes and nothing else; the next one empties it.';

COMMENT ON COLUMN tmdb.ratings_staging.user_id IS 'MovieLens''s number of the user.';

COMMENT ON COLUMN tmdb.ratings_staging.movie_id IS 'MovieLens''s number of the film; tmdb.links leads from it to tmdb.movies.';

COMMENT ON COLUMN tmdb.ratings_staging.rating IS 'Stars, from 0.5 to 5.';

COMMENT ON COLUMN tmdb.ratings_staging.rated_at IS 'When the user gave them.';

COMMENT ON COLUMN tmdb.ratings_staging.record IS 'The record''s place in the dump, counted from 0.';

COMMENT ON COLUMN tmdb.ratings_staging.spoiled IS 'True for a record whose key could be read and whose values do not fit.';

COMMENT ON COLUMN tmdb.ratings_staging.known_row_id IS 'The row that bears its key; null where none does.';

COMMENT ON COLUMN tmdb.ratings_staging.row_id IS 'The row it becomes, should its key be new.';

COMMENT ON COLUMN tmdb.ratings_staging.value_fingerprint IS 'Fingerprint of its values.';

CREATE TABLE vendor.authors_past (
    name text COLLATE pg_catalog."C",
    birth_date date,
    died_at date,
    nationalities text[],
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone NOT NULL,
    run_id bigint NOT NULL
);

COMMENT ON TABLE vendor.authors_past IS 'Closed versions of vendor.authors: each row as it was before an update or a return. It only grows.';

COMMENT ON COLUMN vendor.authors_past.name IS 'The author''s full name, as books.author has it.';

COMMENT ON COLUMN vendor.authors_past.birth_date IS 'Date of birth.';

COMMENT ON COLUMN vendor.authors_past.died_at IS 'Date of death; null while the author lives, and the vendor also lists dates to come.';

COMMENT ON COLUMN vendor.authors_past.nationalities IS 'Nationalities by their label, such as Singaporeans, in the vendor''s order; empty labels are left out.';

COMMENT ON COLUMN vendor.authors_past.valid_from IS 'Since when this version held.';

COMMENT ON COLUMN vendor.authors_past.valid_to IS 'Until when it held; that instant excluded.';

COMMENT ON COLUMN vendor.authors_past.run_id IS 'The night that replaced this version by another, as in nightjar.runs.';

CREATE VIEW vendor.authors_history AS
 SELECT authors_past.name,
    authors_past.birth_date,
    authors_past.died_at,
    authors_past.nationalities,
    authors_past.valid_from,
    authors_past.valid_to
   FROM vendor.authors_past
UNION ALL
 SELECT authors.name,
    authors.birth_date,
    authors.died_at,
    authors.nationalities,
    authors.valid_from,
    authors.deleted_at AS valid_to
   FROM vendor.authors;

COMMENT ON VIEW vendor.authors_history IS 'Every version ever known of vendor.authors; it holds in [valid_from, valid_to). Gaps between versions are deletions.';

COMMENT ON COLUMN vendor.authors_history.name IS 'The author''s full name, as books.author has it.';

COMMENT ON COLUMN vendor.authors_history.birth_date IS 'Date of birth.';

COMMENT ON COLUMN vendor.authors_history.died_at IS 'Date of death; null while the author lives, and the vendor also lists dates to come.';

COMMENT ON COLUMN vendor.authors_history.nationalities IS 'Nationalities by their label, such as Singaporeans, in the vendor''s order; empty labels are left out.';

COMMENT ON COLUMN vendor.authors_history.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN vendor.authors_history.valid_to IS 'Until when it held, that instant excluded; null while it holds.';

CREATE UNLOGGED TABLE vendor.authors_staging (
    name text COLLATE pg_catalog."C",
    birth_date date,
    died_at date,
    nationalities text[],
    record bigint,
    spoiled boolean,
    known_row_id bigint,
    row_id bigint,
    value_fingerprint uuid
)
WITH (autovacuum_enabled='false');

COMMENT ON TABLE vendor.authors_staging IS 'Work space of the nights of vendor.authors. Before one commits it holds the versions that it writes and nothing else; the next one empties it.';

COMMENT ON COLUMN vendor.authors_staging.name IS 'The author''s full name, as books.author has it.';

COMMENT ON COLUMN vendor.authors_staging.birth_date IS 'Date of birth.';

COMMENT ON COLUMN vendor.authors_staging.died_at IS 'Date of death; null while the author lives, and the vendor also lists dates to come.';

COMMENT ON COLUMN vendor.authors_staging.nationalities IS 'Nationalities by their label, such as Singaporeans, in the vendor''s order; empty labels are left out.';

COMMENT ON COLUMN vendor.authors_staging.record IS 'The record''s place in the dump, counted from 0.';

COMMENT ON COLUMN vendor.authors_staging.spoiled IS 'True for a record whose key could be read and whose values do not fit.';

COMMENT ON COLUMN vendor.authors_staging.known_row_id IS 'The row that bears its key; null where none does.';

COMMENT ON COLUMN vendor.authors_staging.row_id IS 'The row it becomes, should its key be new.';

COMMENT ON COLUMN vendor.authors_staging.value_fingerprint IS 'Fingerprint of its values.';

CREATE TABLE vendor.books_past (
    title text COLLATE pg_catalog."C",
    author text,
    publisher text,
    pages bigint,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone NOT NULL,
    run_id bigint NOT NULL
);

COMMENT ON TABLE vendor.books_past IS 'Closed versions of vendor.books: each row as it was before an update or a return. It only grows.';

COMMENT ON COLUMN vendor.books_past.title IS 'The title as printed. Reviews spell it in capitals: compare answers.title_key() of both.';

COMMENT ON COLUMN vendor.books_past.author IS 'Name of the author; a few are not in vendor.authors.';

COMMENT ON COLUMN vendor.books_past.publisher IS 'Name of the publisher.';

COMMENT ON COLUMN vendor.books_past.pages IS 'Number of pages, as the vendor tells it.';

COMMENT ON COLUMN vendor.books_past.valid_from IS 'Since when this version held.';

COMMENT ON COLUMN vendor.books_past.valid_to IS 'Until when it held; that instant excluded.';

COMMENT ON COLUMN vendor.books_past.run_id IS 'The night that replaced this version by another, as in nightjar.runs.';

CREATE VIEW vendor.books_history AS
 SELECT books_past.title,
    books_past.author,
    books_past.publisher,
    books_past.pages,
    books_past.valid_from,
    books_past.valid_to
   FROM vendor.books_past
UNION ALL
 SELECT books.title,
    books.author,
    books.publisher,
    books.pages,
    books.valid_from,
    books.deleted_at AS valid_to
   FROM vendor.books;

COMMENT ON VIEW vendor.books_history IS 'Every version ever known of vendor.books; it holds in [valid_from, valid_to). Gaps between versions are deletions.';

COMMENT ON COLUMN vendor.books_history.title IS 'The title as printed. Reviews spell it in capitals: compare answers.title_key() of both.';

COMMENT ON COLUMN vendor.books_history.author IS 'Name of the author; a few are not in vendor.authors.';

COMMENT ON COLUMN vendor.books_history.publisher IS 'Name of the publisher.';

COMMENT ON COLUMN vendor.books_history.pages IS 'Number of pages, as the vendor tells it.';

COMMENT ON COLUMN vendor.books_history.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN vendor.books_history.valid_to IS 'Until when it held, that instant excluded; null while it holds.';

CREATE UNLOGGED TABLE vendor.books_staging (
    title text COLLATE pg_catalog."C",
    author text,
    publisher text,
    pages bigint,
    record bigint,
    spoiled boolean,
    known_row_id bigint,
    row_id bigint,
    value_fingerprint uuid
)
WITH (autovacuum_enabled='false');

COMMENT ON TABLE vendor.books_staging IS 'Work space of the nights of vendor.books. Before one commits it holds the versions that it writes and nothing else; the next one empties it.';

COMMENT ON COLUMN vendor.books_staging.title IS 'The title as printed. Reviews spell it in capitals: compare answers.title_key() of both.';

COMMENT ON COLUMN vendor.books_staging.author IS 'Name of the author; a few are not in vendor.authors.';

COMMENT ON COLUMN vendor.books_staging.publisher IS 'Name of the publisher.';

COMMENT ON COLUMN vendor.books_staging.pages IS 'Number of pages, as the vendor tells it.';

COMMENT ON COLUMN vendor.books_staging.record IS 'The record''s place in the dump, counted from 0.';

COMMENT ON COLUMN vendor.books_staging.spoiled IS 'True for a record whose key could be read and whose values do not fit.';

COMMENT ON COLUMN vendor.books_staging.known_row_id IS 'The row that bears its key; null where none does.';

COMMENT ON COLUMN vendor.books_staging.row_id IS 'The row it becomes, should its key be new.';

COMMENT ON COLUMN vendor.books_staging.value_fingerprint IS 'Fingerprint of its values.';

CREATE TABLE vendor.reviews_past (
    movie_title text COLLATE pg_catalog."C",
    book_title text COLLATE pg_catalog."C",
    rating bigint,
    rating_label text,
    text text,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone NOT NULL,
    run_id bigint NOT NULL
);

COMMENT ON TABLE vendor.reviews_past IS 'Closed versions of vendor.reviews: each row as it was before an update or a return. It only grows.';

COMMENT ON COLUMN vendor.reviews_past.movie_title IS 'Title of the film, in capitals. Compare answers.title_key() of it with that of app.movies.title.';

COMMENT ON COLUMN vendor.reviews_past.book_title IS 'Title of the book, in capitals. Compare answers.title_key() of it with that of vendor.books.title.';

COMMENT ON COLUMN vendor.reviews_past.rating IS 'The reviewer''s rating, from 1 to 5.';

COMMENT ON COLUMN vendor.reviews_past.rating_label IS 'The rating as a word, such as FIVE.';

COMMENT ON COLUMN vendor.reviews_past.text IS 'What the reviewer wrote.';

COMMENT ON COLUMN vendor.reviews_past.created_at IS 'When the review was written.';

COMMENT ON COLUMN vendor.reviews_past.updated_at IS 'When it was last edited, as the vendor tells it; it may lie before created_at.';

COMMENT ON COLUMN vendor.reviews_past.valid_from IS 'Since when this version held.';

COMMENT ON COLUMN vendor.reviews_past.valid_to IS 'Until when it held; that instant excluded.';

COMMENT ON COLUMN vendor.reviews_past.run_id IS 'The night that replaced this version by another, as in nightjar.runs.';

CREATE VIEW vendor.reviews_history AS
 SELECT reviews_past.movie_title,
    reviews_past.book_title,
    reviews_past.rating,
    reviews_past.rating_label,
    reviews_past.text,
    reviews_past.created_at,
    reviews_past.updated_at,
    reviews_past.valid_from,
    reviews_past.valid_to
   FROM vendor.reviews_past
UNION ALL
 SELECT reviews.movie_title,
    reviews.book_title,
    reviews.rating,
    reviews.rating_label,
    reviews.text,
    reviews.created_at,
    reviews.updated_at,
    reviews.valid_from,
    reviews.deleted_at AS valid_to
   FROM vendor.reviews;

COMMENT ON VIEW vendor.reviews_history IS 'Every version ever known of vendor.reviews; it holds in [valid_from, valid_to). Gaps between versions are deletions.';

COMMENT ON COLUMN vendor.reviews_history.movie_title IS 'Title of the film, in capitals. Compare answers.title_key() of it with that of app.movies.title.';

COMMENT ON COLUMN vendor.reviews_history.book_title IS 'Title of the book, in capitals. Compare answers.title_key() of it with that of vendor.books.title.';

COMMENT ON COLUMN vendor.reviews_history.rating IS 'The reviewer''s rating, from 1 to 5.';

COMMENT ON COLUMN vendor.reviews_history.rating_label IS 'The rating as a word, such as FIVE.';

COMMENT ON COLUMN vendor.reviews_history.text IS 'What the reviewer wrote.';

COMMENT ON COLUMN vendor.reviews_history.created_at IS 'When the review was written.';

COMMENT ON COLUMN vendor.reviews_history.updated_at IS 'When it was last edited, as the vendor tells it; it may lie before created_at.';

COMMENT ON COLUMN vendor.reviews_history.valid_from IS 'Since when this version holds.';

COMMENT ON COLUMN vendor.reviews_history.valid_to IS 'Until when it held, that instant excluded; null while it holds.';

CREATE UNLOGGED TABLE vendor.reviews_staging (
    movie_title text COLLATE pg_catalog."C",
    book_title text COLLATE pg_catalog."C",
    rating bigint,
    rating_label text,
    text text,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    record bigint,
    spoiled boolean,
    known_row_id bigint,
    row_id bigint,
    value_fingerprint uuid
)
WITH (autovacuum_enabled='false');

COMMENT ON TABLE vendor.reviews_staging IS 'Work space of the nights of vendor.reviews. Before one commits it holds the versions that it writes and nothing else; the next one empties it.';

COMMENT ON COLUMN vendor.reviews_staging.movie_title IS 'Title of the film, in capitals. Compare answers.title_key() of it with that of app.movies.title.';

COMMENT ON COLUMN vendor.reviews_staging.book_title IS 'Title of the book, in capitals. Compare answers.title_key() of it with that of vendor.books.title.';

COMMENT ON COLUMN vendor.reviews_staging.rating IS 'The reviewer''s rating, from 1 to 5.';

COMMENT ON COLUMN vendor.reviews_staging.rating_label IS 'The rating as a word, such as FIVE.';

COMMENT ON COLUMN vendor.reviews_staging.text IS 'What the reviewer wrote.';

COMMENT ON COLUMN vendor.reviews_staging.created_at IS 'When the review was written.';

COMMENT ON COLUMN vendor.reviews_staging.updated_at IS 'When it was last edited, as the vendor tells it; it may lie before created_at.';

COMMENT ON COLUMN vendor.reviews_staging.record IS 'The record''s place in the dump, counted from 0.';

COMMENT ON COLUMN vendor.reviews_staging.spoiled IS 'True for a record whose key could be read and whose values do not fit.';

COMMENT ON COLUMN vendor.reviews_staging.known_row_id IS 'The row that bears its key; null where none does.';

COMMENT ON COLUMN vendor.reviews_staging.row_id IS 'The row it becomes, should its key be new.';

COMMENT ON COLUMN vendor.reviews_staging.value_fingerprint IS 'Fingerprint of its values.';

COPY app.movies (title, duration_mins, original_language, size_mb, valid_from, deleted_at, run_id, row_id, value_fingerprint) FROM stdin;
Unforgiven	100	English	700	2022-01-01 03:00:00+00	\N	1	1	a3c0eddc-9ff5-9192-379d-3a700beae3a2
\.

COPY app.movies_past (title, duration_mins, original_language, size_mb, valid_from, valid_to, run_id) FROM stdin;
\.

COPY app.movies_staging (title, duration_mins, original_language, size_mb, record, spoiled, known_row_id, row_id, value_fingerprint) FROM stdin;
\.

COPY app.streams (movie_title, user_email, size_mb, start_at, end_at, valid_from, deleted_at, run_id, row_id, value_fingerprint) FROM stdin;
Unforgiven	b@mail.example	9	2021-12-26 07:00:00+00	\N	2022-01-01 03:00:00+00	\N	1	2	ae2040d3-7868-00dc-5518-b8dd8abf3b5a
Unforgiven	a@mail.example	101	2021-12-25 07:00:00+00	2021-12-25 08:30:00+00	2022-01-02 03:00:00+00	\N	4	1	e9e8aa4f-0820-88aa-a1ef-b2da60c00d13
\.

COPY app.streams_past (movie_title, user_email, size_mb, start_at, end_at, valid_from, valid_to, run_id) FROM stdin;
Unforgiven	a@mail.example	100	2021-12-25 07:00:00+00	2021-12-25 08:30:00+00	2022-01-01 03:00:00+00	2022-01-02 03:00:00+00	4
\.

COPY app.streams_staging (movie_title, user_email, size_mb, start_at, end_at, record, spoiled, known_row_id, row_id, value_fingerprint) FROM stdin;
Unforgiven	a@mail.example	101	2021-12-25 07:00:00+00	2021-12-25 08:30:00+00	0	f	1	3	e9e8aa4f-0820-88aa-a1ef-b2da60c00d13
\.

COPY app.users (email, first_name, last_name, valid_from, deleted_at, run_id, row_id, value_fingerprint) FROM stdin;
a@mail.example	A	B	2022-01-01 03:00:00+00	\N	1	1	94a3a852-d78e-d4d0-0ec5-e71735016fb3
b@mail.example	C	D	2022-01-01 03:00:00+00	\N	1	2	69ae1215-c2d5-337e-75e5-b9367f283e29
\.

COPY app.users_past (email, first_name, last_name, valid_from, valid_to, run_id) FROM stdin;
\.

COPY app.users_staging (email, first_name, last_name, record, spoiled, known_row_id, row_id, value_fingerprint) FROM stdin;
\.

COPY nightjar.datasets (dataset, due_at, late_after, updated_at, next_attempt_at, next_attempt_why, dues, period, fault, stale_after, daemon_seen_at, unconfigured_since) FROM stdin;
app	2026-11-28 01:00:00+00	02:00:00	2026-11-27 20:29:19.342037+00	\N	\N	{"2026-10-27 01:00:00+00","2026-10-28 01:00:00+00","2026-10-29 01:00:00+00","2026-10-30 01:00:00+00","2026-10-31 01:00:00+00","2026-11-01 01:00:00+00","2026-11-02 01:00:00+00","2026-11-03 01:00:00+00","2026-11-04 01:00:00+00","2026-11-05 01:00:00+00","2026-11-06 01:00:00+00","2026-11-07 01:00:00+00","2026-11-08 01:00:00+00","2026-11-09 01:00:00+00","2026-11-10 01:00:00+00","2026-11-11 01:00:00+00","2026-11-12 01:00:00+00","2026-11-13 01:00:00+00","2026-11-14 01:00:00+00","2026-11-15 01:00:00+00","2026-11-16 01:00:00+00","2026-11-17 01:00:00+00","2026-11-18 01:00:00+00","2026-11-19 01:00:00+00","2026-11-20 01:00:00+00","2026-11-21 01:00:00+00","2026-11-22 01:00:00+00","2026-11-23 01:00:00+00","2026-11-24 01:00:00+00","2026-11-25 01:00:00+00","2026-11-26 01:00:00+00","2026-11-27 01:00:00+00","2026-11-28 01:00:00+00","2026-11-29 01:00:00+00","2026-11-30 01:00:00+00","2026-12-01 01:00:00+00","2026-12-02 01:00:00+00","2026-12-03 01:00:00+00","2026-12-04 01:00:00+00","2026-12-05 01:00:00+00","2026-12-06 01:00:00+00","2026-12-07 01:00:00+00","2026-12-08 01:00:00+00","2026-12-09 01:00:00+00","2026-12-10 01:00:00+00","2026-12-11 01:00:00+00","2026-12-12 01:00:00+00","2026-12-13 01:00:00+00","2026-12-14 01:00:00+00","2026-12-15 01:00:00+00","2026-12-16 01:00:00+00","2026-12-17 01:00:00+00","2026-12-18 01:00:00+00","2026-12-19 01:00:00+00","2026-12-20 01:00:00+00","2026-12-21 01:00:00+00","2026-12-22 01:00:00+00","2026-12-23 01:00:00+00","2026-12-24 01:00:00+00","2026-12-25 01:00:00+00","2026-12-26 01:00:00+00","2026-12-27 01:00:00+00","2026-12-28 01:00:00+00","2026-12-29 01:00:00+00"}	\N	\N	{}	\N	\N
vendor	2026-11-28 01:00:00+00	02:00:00	2026-11-27 20:29:20.514821+00	\N	\N	{"2026-10-27 01:00:00+00","2026-10-28 01:00:00+00","2026-10-29 01:00:00+00","2026-10-30 01:00:00+00","2026-10-31 01:00:00+00","2026-11-01 01:00:00+00","2026-11-02 01:00:00+00","2026-11-03 01:00:00+00","2026-11-04 01:00:00+00","2026-11-05 01:00:00+00","2026-11-06 01:00:00+00","2026-11-07 01:00:00+00","2026-11-08 01:00:00+00","2026-11-09 01:00:00+00","2026-11-10 01:00:00+00","2026-11-11 01:00:00+00","2026-11-12 01:00:00+00","2026-11-13 01:00:00+00","2026-11-14 01:00:00+00","2026-11-15 01:00:00+00","2026-11-16 01:00:00+00","2026-11-17 01:00:00+00","2026-11-18 01:00:00+00","2026-11-19 01:00:00+00","2026-11-20 01:00:00+00","2026-11-21 01:00:00+00","2026-11-22 01:00:00+00","2026-11-23 01:00:00+00","2026-11-24 01:00:00+00","2026-11-25 01:00:00+00","2026-11-26 01:00:00+00","2026-11-27 01:00:00+00","2026-11-28 01:00:00+00","2026-11-29 01:00:00+00","2026-11-30 01:00:00+00","2026-12-01 01:00:00+00","2026-12-02 01:00:00+00","2026-12-03 01:00:00+00","2026-12-04 01:00:00+00","2026-12-05 01:00:00+00","2026-12-06 01:00:00+00","2026-12-07 01:00:00+00","2026-12-08 01:00:00+00","2026-12-09 01:00:00+00","2026-12-10 01:00:00+00","2026-12-11 01:00:00+00","2026-12-12 01:00:00+00","2026-12-13 01:00:00+00","2026-12-14 01:00:00+00","2026-12-15 01:00:00+00","2026-12-16 01:00:00+00","2026-12-17 01:00:00+00","2026-12-18 01:00:00+00","2026-12-19 01:00:00+00","2026-12-20 01:00:00+00","2026-12-21 01:00:00+00","2026-12-22 01:00:00+00","2026-12-23 01:00:00+00","2026-12-24 01:00:00+00","2026-12-25 01:00:00+00","2026-12-26 01:00:00+00","2026-12-27 01:00:00+00","2026-12-28 01:00:00+00","2026-12-29 01:00:00+00"}	\N	\N	{}	\N	\N
tmdb	2026-12-01 01:00:00+00	24:00:00	2026-11-27 20:29:21.754602+00	\N	\N	{"2024-04-01 00:00:00+00","2024-05-01 00:00:00+00","2024-06-01 00:00:00+00","2024-07-01 00:00:00+00","2024-08-01 00:00:00+00","2024-09-01 00:00:00+00","2024-10-01 00:00:00+00","2024-11-01 01:00:00+00","2024-12-01 01:00:00+00","2025-01-01 01:00:00+00","2025-02-01 01:00:00+00","2025-03-01 01:00:00+00","2025-04-01 00:00:00+00","2025-05-01 00:00:00+00","2025-06-01 00:00:00+00","2025-07-01 00:00:00+00","2025-08-01 00:00:00+00","2025-09-01 00:00:00+00","2025-10-01 00:00:00+00","2025-11-01 01:00:00+00","2025-12-01 01:00:00+00","2026-01-01 01:00:00+00","2026-02-01 01:00:00+00","2026-03-01 01:00:00+00","2026-04-01 00:00:00+00","2026-05-01 00:00:00+00","2026-06-01 00:00:00+00","2026-07-01 00:00:00+00","2026-08-01 00:00:00+00","2026-09-01 00:00:00+00","2026-10-01 00:00:00+00","2026-11-01 01:00:00+00","2026-12-01 01:00:00+00","2027-01-01 01:00:00+00","2027-02-01 01:00:00+00","2027-03-01 01:00:00+00","2027-04-01 00:00:00+00","2027-05-01 00:00:00+00","2027-06-01 00:00:00+00","2027-07-01 00:00:00+00","2027-08-01 00:00:00+00","2027-09-01 00:00:00+00","2027-10-01 00:00:00+00","2027-11-01 01:00:00+00","2027-12-01 01:00:00+00","2028-01-01 01:00:00+00","2028-02-01 01:00:00+00","2028-03-01 01:00:00+00","2028-04-01 00:00:00+00","2028-05-01 00:00:00+00","2028-06-01 00:00:00+00","2028-07-01 00:00:00+00","2028-08-01 00:00:00+00","2028-09-01 00:00:00+00","2028-10-01 00:00:00+00","2028-11-01 01:00:00+00","2028-12-01 01:00:00+00","2029-01-01 01:00:00+00","2029-02-01 01:00:00+00","2029-03-01 01:00:00+00","2029-04-01 00:00:00+00","2029-05-01 00:00:00+00","2029-06-01 00:00:00+00","2029-07-01 00:00:00+00"}	\N	\N	{}	\N	\N
\.

COPY nightjar.dumps (run_id, feed, name, bytes, sha256, source_time, archived_at, picked_at, member, dropped_at) FROM stdin;
4	app.users	users.csv	65	82ad2cb23c7b9986a4927a9740e484e9b859b8c08578e1d177010382aeafcd49	2026-11-27 20:29:08.868432+00	/var/lib/nightjar/archive/objects/82/82ad2cb23c7b9986a4927a9740e484e9b859b8c08578e1d177010382aeafcd49.zst	2026-11-27 20:29:19.574335+00	\N	\N
4	app.movies	movies.csv	73	7db0bfa6bb27bc15dbdf75b3dadc00dc74d28a53bf0199a31aeb4fbeec912802	2026-11-27 20:29:08.868432+00	/var/lib/nightjar/archive/objects/7d/7db0bfa6bb27bc15dbdf75b3dadc00dc74d28a53bf0199a31aeb4fbeec912802.zst	2026-11-27 20:29:19.578342+00	\N	\N
6	tmdb.links	links.csv	35	7410d1c529f6b4073409dfa8d06a7bd569d36c3d7378fa7eb692351d70f7e3fe	2026-11-27 20:29:09.35026+00	/var/lib/nightjar/archive/objects/74/7410d1c529f6b4073409dfa8d06a7bd569d36c3d7378fa7eb692351d70f7e3fe.zst	2026-11-27 20:29:21.959665+00	\N	\N
1	app.streams	streams.csv	193	45531024ceb1192962e9a4047103c3c2d444eb188def24b8bc41a7ac5b2ff0b4	2026-11-27 20:29:08.853741+00	/var/lib/nightjar/archive/objects/45/45531024ceb1192962e9a4047103c3c2d444eb188def24b8bc41a7ac5b2ff0b4.zst	2026-11-27 20:29:09.974294+00	\N	\N
1	app.movies	movies.csv	73	7db0bfa6bb27bc15dbdf75b3dadc00dc74d28a53bf0199a31aeb4fbeec912802	2026-11-27 20:29:08.853741+00	/var/lib/nightjar/archive/objects/7d/7db0bfa6bb27bc15dbdf75b3dadc00dc74d28a53bf0199a31aeb4fbeec912802.zst	2026-11-27 20:29:09.970324+00	\N	\N
1	app.users	users.csv	65	82ad2cb23c7b9986a4927a9740e484e9b859b8c08578e1d177010382aeafcd49	2026-11-27 20:29:08.853741+00	/var/lib/nightjar/archive/objects/82/82ad2cb23c7b9986a4927a9740e484e9b859b8c08578e1d177010382aeafcd49.zst	2026-11-27 20:29:09.966337+00	\N	\N
4	app.streams	streams.csv	193	59499cd5f90c4f358ad917c276b473783933acc07272fa63647643cbc2c55c96	2026-11-27 20:29:08.868432+00	/var/lib/nightjar/archive/objects/59/59499cd5f90c4f358ad917c276b473783933acc07272fa63647643cbc2c55c96.zst	2026-11-27 20:29:19.610414+00	\N	\N
2	vendor.reviews	reviews.json	174	4165108bdbba983d58e97606e5956a0215670dd8fa041c1f06a7ecbfdf529a0e	2026-11-27 20:29:08.853741+00	/var/lib/nightjar/archive/objects/41/4165108bdbba983d58e97606e5956a0215670dd8fa041c1f06a7ecbfdf529a0e.zst	2026-11-27 20:29:13.090499+00	\N	\N
2	vendor.authors	authors.json	103	6258cd41e360197a7d963d7847b839db356a1f1fdfa8421f7d8106245b750519	2026-11-27 20:29:08.851379+00	/var/lib/nightjar/archive/objects/62/6258cd41e360197a7d963d7847b839db356a1f1fdfa8421f7d8106245b750519.zst	2026-11-27 20:29:13.061059+00	\N	\N
2	vendor.books	books.json	133	899ac995928c7e668777cbdb95eeb4880c90e8d104e63a44771efc617133ae6b	2026-11-27 20:29:08.852584+00	/var/lib/nightjar/archive/objects/89/899ac995928c7e668777cbdb95eeb4880c90e8d104e63a44771efc617133ae6b.zst	2026-11-27 20:29:13.074723+00	\N	\N
5	vendor.authors	authors.json	103	6258cd41e360197a7d963d7847b839db356a1f1fdfa8421f7d8106245b750519	2026-11-27 20:29:08.85998+00	/var/lib/nightjar/archive/objects/62/6258cd41e360197a7d963d7847b839db356a1f1fdfa8421f7d8106245b750519.zst	2026-11-27 20:29:20.790365+00	\N	\N
5	vendor.reviews	reviews.json	174	4165108bdbba983d58e97606e5956a0215670dd8fa041c1f06a7ecbfdf529a0e	2026-11-27 20:29:08.868432+00	/var/lib/nightjar/archive/objects/41/4165108bdbba983d58e97606e5956a0215670dd8fa041c1f06a7ecbfdf529a0e.zst	2026-11-27 20:29:20.844639+00	\N	\N
5	vendor.books	books.json	133	1c939186fdf84c472fecc94956e99dc39aba1f25b7a5c2da1d104e7a4348fe63	2026-11-27 20:29:08.867275+00	/var/lib/nightjar/archive/objects/1c/1c939186fdf84c472fecc94956e99dc39aba1f25b7a5c2da1d104e7a4348fe63.zst	2026-11-27 20:29:20.818422+00	\N	\N
3	tmdb.keywords	keywords.csv	20	5f1d98c0c32c2e21c3898a2cf0e2aca920c0ea8adcf4ea56a08a6f3b99a38c05	2026-11-27 20:29:09.35026+00	/var/lib/nightjar/archive/objects/5f/5f1d98c0c32c2e21c3898a2cf0e2aca920c0ea8adcf4ea56a08a6f3b99a38c05.zst	2026-11-27 20:29:16.822325+00	\N	\N
3	tmdb.links	links.csv	35	7410d1c529f6b4073409dfa8d06a7bd569d36c3d7378fa7eb692351d70f7e3fe	2026-11-27 20:29:09.35026+00	/var/lib/nightjar/archive/objects/74/7410d1c529f6b4073409dfa8d06a7bd569d36c3d7378fa7eb692351d70f7e3fe.zst	2026-11-27 20:29:16.826317+00	\N	\N
3	tmdb.ratings	ratings.csv	51	8a132a1fee2e6216563aa7964e8a1714c14ef9a01d7525bbf4a76c3d9d6fea48	2026-11-27 20:29:09.35026+00	/var/lib/nightjar/archive/objects/8a/8a132a1fee2e6216563aa7964e8a1714c14ef9a01d7525bbf4a76c3d9d6fea48.zst	2026-11-27 20:29:16.826665+00	\N	\N
3	tmdb.credits	credits.csv	26	d0966678c29a7527a4a6817191df536dfdc2a8fe15d3fe200f3c06665132c5de	2026-11-27 20:29:09.35026+00	/var/lib/nightjar/archive/objects/d0/d0966678c29a7527a4a6817191df536dfdc2a8fe15d3fe200f3c06665132c5de.zst	2026-11-27 20:29:16.818416+00	\N	\N
3	tmdb.movies	movies_metadata.csv	538	d4d9a8270c03489da1b054c0d4cfccac50d1558f911cd3a546da212989617ca7	2026-11-27 20:29:09.35026+00	/var/lib/nightjar/archive/objects/d4/d4d9a8270c03489da1b054c0d4cfccac50d1558f911cd3a546da212989617ca7.zst	2026-11-27 20:29:16.794386+00	\N	\N
6	tmdb.credits	credits.csv	26	d0966678c29a7527a4a6817191df536dfdc2a8fe15d3fe200f3c06665132c5de	2026-11-27 20:29:09.35026+00	/var/lib/nightjar/archive/objects/d0/d0966678c29a7527a4a6817191df536dfdc2a8fe15d3fe200f3c06665132c5de.zst	2026-11-27 20:29:21.95929+00	\N	\N
6	tmdb.keywords	keywords.csv	20	5f1d98c0c32c2e21c3898a2cf0e2aca920c0ea8adcf4ea56a08a6f3b99a38c05	2026-11-27 20:29:09.35026+00	/var/lib/nightjar/archive/objects/5f/5f1d98c0c32c2e21c3898a2cf0e2aca920c0ea8adcf4ea56a08a6f3b99a38c05.zst	2026-11-27 20:29:21.959476+00	\N	\N
6	tmdb.ratings	ratings.csv	51	33a44e48616a257dd04114b091a6c9071357ff0b206a769f8ed8d4417901d568	2026-11-27 20:29:09.35426+00	/var/lib/nightjar/archive/objects/33/33a44e48616a257dd04114b091a6c9071357ff0b206a769f8ed8d4417901d568.zst	2026-11-27 20:29:21.959867+00	\N	\N
6	tmdb.movies	movies_metadata.csv	538	c495d5e82996e2d4f9723cc5c8694d3820eb33931462a33f8bd9e85441881aeb	2026-11-27 20:29:09.35026+00	/var/lib/nightjar/archive/objects/c4/c495d5e82996e2d4f9723cc5c8694d3820eb33931462a33f8bd9e85441881aeb.zst	2026-11-27 20:29:21.95903+00	\N	\N
\.

COPY nightjar.examples (run_id, feed, op, place, example) FROM stdin;
\.

COPY nightjar.feeds (feed, dataset, definition_digest, fingerprint_token, next_row_id, last_run_id, is_found_by_row_id, ends_with_line_end) FROM stdin;
app.users	app	f6d41c3dc6f920a3fe95e5412467c1d538bff3f2853ea76e42453089151834dd	98574678-b1c9-4df1-a25e-2695e1e3342b	3	4	t	t
app.movies	app	1a87baae3c557e36373ef2f8b44827ba10f3c566240de852c279ebfd11973dd6	ce98bd93-a77f-4128-b8e0-98dd47e89113	2	4	t	t
app.streams	app	f2636861295541743c192a09fde762e396bb00d2261108b24040ce1c4eb3a421	e6a0c794-c438-4783-a730-b86d1bc47001	4	4	f	t
vendor.authors	vendor	b9accde2a653ce851576bd723b28a4c1cbdd6f3a68e7403fb9a292de03746113	807026af-6634-454b-baaa-a6b312363fb6	2	5	t	\N
vendor.books	vendor	72e611832d1387491f2c32d11257029c84f57fd8006be325a967355abf62419d	4d1a453f-5737-4cb7-83db-15b495f42a4b	4	5	t	\N
vendor.reviews	vendor	4d80860d161fc8288f88e34b17a9f72e94e194bb07d1e0e5b9048ad948031c5b	dca773ff-a253-41d9-b4ed-31ae96ba3ec3	2	5	t	\N
tmdb.movies	tmdb	7f143949ca562ee93e073e1462f5aae31c06ffb1132d2cac1f4594151bba4f6d	76527cac-74bf-4512-a86e-5cf90e32fcf4	3	6	t	t
tmdb.credits	tmdb	8f4509765bff3acf0ca89ebf8514dbe78e7c2434d16cbf21f32ffdf62fb359a9	3e4aa843-47e5-4839-8670-b6d79d730acc	2	6	t	t
tmdb.keywords	tmdb	4d6128291abab0a28ebbb931cf7febb16160302bf2543c6dadddc18dd0b4e476	feab3971-ef61-4bb6-a593-75d8e9fad84d	2	6	t	t
tmdb.links	tmdb	5bff842e7dd8abf0ef4f4d55460d734722f71e83447d48e92d80595cda2da4a7	31877f69-5935-4efe-918d-d77eb436899e	2	6	t	t
tmdb.ratings	tmdb	c79ebdf19a6c8c263c473b716c1a15a8480241266673128c6250237b37b39ce6	72c2ba38-772b-4275-b200-37b89886c11b	3	6	t	t
\.

COPY nightjar.migrations (kind, name, checksum, applied_at) FROM stdin;
versioned	0001_ledger.sql	bb51f6bed8d726a9fdd9070922b2333baeb47fc5a867d3c34d6495bc8d90d75d	2026-11-27 20:29:06.574412+00
versioned	0002_vendor.sql	78ff49f499fb1844badc18db5b4d46a2a568f1c8e57bdba801e4756281cb9064	2026-11-27 20:29:06.577463+00
versioned	0003_app.sql	61bf5a0b89aef1146556b69309ab4e515982a81982e20419761858ed9d5f153a	2026-11-27 20:29:06.579987+00
versioned	0004_tmdb.sql	65276b975ae86d430fb75076971a1efac4a6cd62291e0a11871d3f36265a4ae7	2026-11-27 20:29:06.606309+00
versioned	0005_summaries.sql	af4df5b6554adbd3fb058679094d632726dfaec4f265d7aa56daa22e7b047b27	2026-11-27 20:29:06.666327+00
versioned	0006_tmdb_summaries.sql	ce7ce7324abacfc03c802de5e50b2e7077145ad8a5b59323997655ff412939a8	2026-11-27 20:29:06.736831+00
versioned	0007_night_shift.sql	cafd1c7c896bc57188eed3fc857de3ea0ee9413ce0519b85ec2f75d2f6fe6457	2026-11-27 20:29:06.806331+00
versioned	0008_streams_by_time.sql	bf78dede7fc48ecd4397ec4fa859c8d0045d60d43cc8b82d1fa9360a6f6a9c0e	2026-11-27 20:29:06.814754+00
versioned	0009_books_by_title.sql	bac2bbbd343456c994198a822a3b0874a4912a069e4775e48c6f84172106466a	2026-11-27 20:29:06.871623+00
versioned	0010_nights_have_identities.sql	da333bc2a8fa0d07feba77c5e4978d8771120faecc275c95b53630d4e1ae0fbd	2026-11-27 20:29:06.878461+00
versioned	0011_views_in_place.sql	56d8da54a56520d963f6c7a5a90d98ac267f0997173a685c2bf8c6f47bd8f249	2026-11-27 20:29:06.882787+00
versioned	0012_grants.sql	8285503461b2b9723431c5a921bf4b2013fe908953acb884a0ab3ddcdd027ca1	2026-11-27 20:29:06.890998+00
versioned	0013_long_names.sql	4bcdd3236c7896f00e69291a9e3fed74e2ea101d2376677276297f54a4a580b2	2026-11-27 20:29:06.911706+00
versioned	0014_refused_dumps.sql	d30486ae54ba9b8e0852407c4e401c70950ca92e61e1033252147111084ebe41	2026-11-27 20:29:06.913303+00
versioned	0015_last_line_end.sql	eb155499ed76236b4dcb112f8c3d131d8dc10380bf13165d7bc8008836bcfe5a	2026-11-27 20:29:06.913981+00
versioned	0016_truth_about_schedules.sql	67d492ec88aede7e3ff2f9c22e14fe6cb9b351c32040fae831e960ef842c19a3	2026-11-27 20:29:07.070414+00
versioned	0017_what_a_night_shows.sql	f9279796059c8ba899d37d70d96e23072cb30a25c88fb1647f3dfecc9751d347	2026-11-27 20:29:07.076877+00
repeatable	010_roles.sql	48cae5a65b94fdd5d4306284a554d459826b3ec14c649e27aa2f20feb4b2f07f	2026-11-27 20:29:08.162344+00
repeatable	100_ledger.sql	c0ec12ad005fb8e509d6a7cda6854d082a9c1c1e763ab6d75c8ad7a85e5d6bd8	2026-11-27 20:29:08.170695+00
repeatable	110_health.sql	3aa72d1faf73f55c0852c277e46a741fd2388d1951803ef33e096641a4f15b0c	2026-11-27 20:29:08.194692+00
repeatable	200_adopt_feed.sql	fbceb826c398489f5035746569c949af309826a6ea407d15bdb15e7e65716f4a	2026-11-27 20:29:08.198408+00
repeatable	210_lock_at_once.sql	804c7817b66d4d3cf23d72f4f384d391b109acea47366457be2431ad838c7535	2026-11-27 20:29:08.202381+00
repeatable	250_summaries.sql	25186c3bdb56e5d51f170706bcf2162c8193995b26e04b6acdb1df885cf4c24a	2026-11-27 20:29:08.206233+00
repeatable	300_answers.sql	17fa41c66887f4b4d56c87c82ab4a2a8b26e9dc75c7e5e00c78aad8bf5b56da7	2026-11-27 20:29:08.206719+00
repeatable	305_tmdb_entries.sql	35961841e75f5841428f79da1ed81c5e7fcf51274e79f04ae1dd40fb9b115289	2026-11-27 20:29:08.206964+00
repeatable	310_streamed_titles.sql	126507cd36d5b49d66ba699de26d5cdd2c466d37f7fc44dc81e9f1de779905dc	2026-11-27 20:29:08.207177+00
repeatable	320_streamed_movies_based_on_books.sql	e0234d779509b76ae75a18d7b765196a37c17c441abe21c1692934171feba045	2026-11-27 20:29:08.207485+00
repeatable	330_users_hit_by_christmas_outage.sql	ab453077fb682a89a4b8f350ffb6d385cc8e0e7ae9465210920da06cb549a33f	2026-11-27 20:29:08.210342+00
repeatable	340_streamed_movies_by_singaporean_authors.sql	b9ff8430e1565ebcc7bce650b5d696a32c87836688eb4029183d3e82bd09562e	2026-11-27 20:29:08.210852+00
repeatable	350_average_stream_duration.sql	15a5bb05c2a93912cf851dee4cca27629cbfde790b223255422de926cb797192	2026-11-27 20:29:08.211149+00
repeatable	360_median_stream_size.sql	e4a343c1ee77a2e5a06eb01c3f751b23153b9adc72b0711af51dafe3d562a85d	2026-11-27 20:29:08.214362+00
repeatable	370_users_who_watched_half_in_last_week.sql	6de74f02d95accb8d5fbe6bc2c86cf67dda03fd863fbac0df25fbe0c6157606d	2026-11-27 20:29:08.218309+00
repeatable	410_summary_of_streams.sql	02052d4a8f8f1aab5275326ec9448bbc8985776c65c3faa5e5b9530bf473b263	2026-11-27 20:29:08.248763+00
repeatable	415_summary_of_watch_windows.sql	5e02225f50647ff647385b3a4ab73c01ce3a89c1f5cafafb2fb45e280575dd1c	2026-11-27 20:29:08.29437+00
repeatable	420_summary_of_reviews.sql	e1598eaa2bc5ce6368a421b4fbf398b460b44394e38e4fbc19f2fe89872f8d8d	2026-11-27 20:29:08.310376+00
repeatable	430_standing_questions.sql	4cfc6742b51beaba60395e8af4ec1d489e19b85766dbb09f857aa188cb40b045	2026-11-27 20:29:08.326376+00
repeatable	440_summary_of_films.sql	b30fd56bc8d20cd439b9e589d9036012838349e03ab060fafb801ac121756ec9	2026-11-27 20:29:08.334683+00
repeatable	450_summary_of_ratings.sql	281c04402c7f053c0e2c4d476d4c563acf2d135c24b3ed6a78690094c946b540	2026-11-27 20:29:08.364816+00
repeatable	510_tmdb_genres.sql	98db99d0d05d9ad95b736538fae64d151fc5583c6b6113b69ba2fdfacea695c9	2026-11-27 20:29:08.370342+00
repeatable	520_tmdb_companies.sql	83f5a4f0c4f47587637743d2c23aafb433d855c9b614c7046df36aa6ffab6844	2026-11-27 20:29:08.394422+00
repeatable	530_tmdb_countries_and_languages.sql	53c51803c28e2bc7cb3f0d008df0eabde8829cbf878fa3a7db31273196468395	2026-11-27 20:29:08.406389+00
repeatable	540_tmdb_collections.sql	29022137017d6a49e07d43f2b2eac10f54e48b91e03a47c35481c6cb35098a20	2026-11-27 20:29:08.446375+00
repeatable	550_tmdb_people.sql	37ecaba5626e6020913cc87accb93ed1a9ab3eb11629638be8f2f039228b162f	2026-11-27 20:29:08.46255+00
repeatable	600_reports.sql	48f7aaf6756ce663f6b3932088d4d039ad94a8a28e29f5e9078c77b1cdb9368a	2026-11-27 20:29:08.470376+00
repeatable	610_company_year.sql	7f76795e0ec0357b3f825e34d97547a4d43924cefbe37247ebb9cb5d696fbc77	2026-11-27 20:29:08.474807+00
repeatable	620_company_year_genre.sql	6575e40e966e2930b724046a13856fa574bc866f63c53462be903c2f0c7580c9	2026-11-27 20:29:08.502375+00
repeatable	630_genre_year.sql	23207d55fd254c2fa165db694878acbbba4af696fe9318984c6a68f41a6eb53c	2026-11-27 20:29:08.510345+00
repeatable	640_movie_ratings.sql	299a5cc73cfd97334c44de8049863e25b1c45f32c77608cb471ad2610bf3f7d2	2026-11-27 20:29:08.522383+00
repeatable	900_adopt_feeds.sql	cb708efb014204f89493f98f181ba81d5a99a5eed069a57067f24409a0045cac	2026-11-27 20:29:08.546371+00
repeatable	950_build_summaries.sql	08ef01e4d5a1aca494729468a9692df9c34d3df195546eb4a2ac17ba181b9eb5	2026-11-27 20:29:08.570716+00
repeatable	990_grants.sql	36405a779d656bc42f850c053b27795569e253f0bf0a0a0f2b06d4237e977b24	2026-11-27 20:29:08.574375+00
\.

COPY nightjar.rejects (run_id, feed, reason, detail, "position", line, raw) FROM stdin;
\.

COPY nightjar.runs (run_id, dataset, as_of, started_at, finished_at, outcome, error, approved_at, approved_by, feeds, night_id, adopted_at, refused_by, same_as_run_id, stage, stage_since, waits_for, waits_since, guards, remedy) FROM stdin;
1	app	2022-01-01 03:00:00+00	2026-11-27 20:29:09.682581+00	2026-11-27 20:29:10.561136+00	loaded	\N	\N	\N	{"users": {"read": 2, "blank": 0, "bytes": 65, "deleted": 0, "seconds": 0.272, "several": {}, "updated": 0, "inserted": 2, "rejected": 0, "restored": 0, "unchanged": 0, "duplicates": 0, "match_seconds": 0.016, "compare_seconds": 0.183, "publish_seconds": 0.073, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "movies": {"read": 1, "blank": 0, "bytes": 73, "deleted": 0, "seconds": 0.076, "several": {}, "updated": 0, "inserted": 1, "rejected": 0, "restored": 0, "unchanged": 0, "duplicates": 0, "match_seconds": 0.026, "compare_seconds": 0.048, "publish_seconds": 0.001, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "streams": {"read": 2, "blank": 0, "bytes": 193, "deleted": 0, "seconds": 0.032, "several": {}, "updated": 0, "inserted": 2, "rejected": 0, "restored": 0, "unchanged": 0, "duplicates": 0, "match_seconds": 0.000, "compare_seconds": 0.031, "publish_seconds": 0.001, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}}	66392267-99f3-47ba-9f81-ee3088172ee1	\N	\N	\N	packing the files	2026-11-27 20:29:10.598575+00	\N	\N	[{"feed": "app.users", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "app.users", "found": "2", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "app.users", "found": "0 of 0 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "app.users", "found": "0 of 2 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "app.users", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}, {"feed": "app.movies", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "app.movies", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "app.movies", "found": "0 of 0 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "app.movies", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "app.movies", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}, {"feed": "app.streams", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "app.streams", "found": "2", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "app.streams", "found": "0 of 2 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "app.streams", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}]	\N
2	vendor	2022-01-01 03:00:00+00	2026-11-27 20:29:12.765278+00	2026-11-27 20:29:13.711419+00	loaded	\N	\N	\N	{"books": {"read": 2, "blank": 0, "bytes": 133, "deleted": 0, "seconds": 0.151, "several": {}, "updated": 0, "inserted": 2, "rejected": 0, "restored": 0, "unchanged": 0, "duplicates": 0, "match_seconds": 0.012, "compare_seconds": 0.137, "publish_seconds": 0.001, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "authors": {"read": 1, "blank": 0, "bytes": 103, "deleted": 0, "seconds": 0.187, "several": {}, "updated": 0, "inserted": 1, "rejected": 0, "restored": 0, "unchanged": 0, "duplicates": 0, "match_seconds": 0.006, "compare_seconds": 0.178, "publish_seconds": 0.003, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "reviews": {"read": 1, "blank": 0, "bytes": 174, "deleted": 0, "seconds": 0.077, "several": {}, "updated": 0, "inserted": 1, "rejected": 0, "restored": 0, "unchanged": 0, "duplicates": 0, "match_seconds": 0.008, "compare_seconds": 0.068, "publish_seconds": 0.001, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}}	2e104a19-b0df-421e-bd39-202d1720a388	\N	\N	\N	packing the files	2026-11-27 20:29:13.78532+00	\N	\N	[{"feed": "vendor.authors", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "vendor.authors", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "vendor.authors", "found": "0 of 0 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "vendor.authors", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "vendor.books", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "vendor.books", "found": "2", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "vendor.books", "found": "0 of 0 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "vendor.books", "found": "0 of 2 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "vendor.reviews", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "vendor.reviews", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "vendor.reviews", "found": "0 of 0 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "vendor.reviews", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}]	\N
3	tmdb	2022-01-01 03:00:00+00	2026-11-27 20:29:16.369459+00	2026-11-27 20:29:17.759593+00	loaded	\N	\N	\N	{"links": {"read": 1, "blank": 0, "bytes": 35, "deleted": 0, "seconds": 0.121, "several": {}, "updated": 0, "inserted": 1, "rejected": 0, "restored": 0, "unchanged": 0, "duplicates": 0, "match_seconds": 0.012, "compare_seconds": 0.108, "publish_seconds": 0.001, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "movies": {"read": 1, "blank": 0, "bytes": 538, "deleted": 0, "seconds": 0.129, "several": {}, "updated": 0, "inserted": 1, "rejected": 0, "restored": 0, "unchanged": 0, "duplicates": 0, "match_seconds": 0.017, "compare_seconds": 0.105, "publish_seconds": 0.007, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "credits": {"read": 1, "blank": 0, "bytes": 26, "deleted": 0, "seconds": 0.137, "several": {}, "updated": 0, "inserted": 1, "rejected": 0, "restored": 0, "unchanged": 0, "duplicates": 0, "match_seconds": 0.012, "compare_seconds": 0.124, "publish_seconds": 0.001, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "ratings": {"read": 1, "blank": 0, "bytes": 51, "deleted": 0, "seconds": 0.019, "several": {}, "updated": 0, "inserted": 1, "rejected": 0, "restored": 0, "unchanged": 0, "duplicates": 0, "match_seconds": 0.002, "compare_seconds": 0.016, "publish_seconds": 0.001, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "keywords": {"read": 1, "blank": 0, "bytes": 20, "deleted": 0, "seconds": 0.209, "several": {}, "updated": 0, "inserted": 1, "rejected": 0, "restored": 0, "unchanged": 0, "duplicates": 0, "match_seconds": 0.000, "compare_seconds": 0.208, "publish_seconds": 0.001, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}}	3588b365-f7fb-4013-938d-78dfa13828d7	\N	\N	\N	packing the files	2026-11-27 20:29:17.77059+00	\N	\N	[{"feed": "tmdb.movies", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "tmdb.movies", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "tmdb.movies", "found": "0 of 0 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "tmdb.movies", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "tmdb.movies", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}, {"feed": "tmdb.credits", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "tmdb.credits", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "tmdb.credits", "found": "0 of 0 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "tmdb.credits", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "tmdb.credits", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}, {"feed": "tmdb.keywords", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "tmdb.keywords", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "tmdb.keywords", "found": "0 of 0 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "tmdb.keywords", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "tmdb.keywords", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}, {"feed": "tmdb.links", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "tmdb.links", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "tmdb.links", "found": "0 of 0 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "tmdb.links", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "tmdb.links", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}, {"feed": "tmdb.ratings", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "tmdb.ratings", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "tmdb.ratings", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "tmdb.ratings", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}]	\N
4	app	2022-01-02 03:00:00+00	2026-11-27 20:29:19.414693+00	2026-11-27 20:29:20.030434+00	loaded	\N	\N	\N	{"users": {"read": 2, "blank": 0, "bytes": 65, "deleted": 0, "seconds": 0.058, "several": {}, "updated": 0, "inserted": 0, "rejected": 0, "restored": 0, "unchanged": 2, "duplicates": 0, "match_seconds": 0.000, "compare_seconds": 0.053, "publish_seconds": 0.004, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "movies": {"read": 1, "blank": 0, "bytes": 73, "deleted": 0, "seconds": 0.055, "several": {}, "updated": 0, "inserted": 0, "rejected": 0, "restored": 0, "unchanged": 1, "duplicates": 0, "match_seconds": 0.000, "compare_seconds": 0.043, "publish_seconds": 0.012, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "streams": {"read": 2, "blank": 0, "bytes": 193, "deleted": 0, "seconds": 0.028, "several": {}, "updated": 1, "inserted": 0, "rejected": 0, "restored": 0, "unchanged": 1, "duplicates": 0, "match_seconds": 0.004, "compare_seconds": 0.004, "publish_seconds": 0.020, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}}	dff88b48-8a35-4ce3-9ead-9ca6d8b81c88	\N	\N	\N	packing the files	2026-11-27 20:29:20.122594+00	\N	\N	[{"feed": "app.users", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "app.users", "found": "2", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "app.users", "found": "0 of 2 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "app.users", "found": "0 of 2 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "app.users", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}, {"feed": "app.movies", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "app.movies", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "app.movies", "found": "0 of 1 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "app.movies", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "app.movies", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}, {"feed": "app.streams", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "app.streams", "found": "2", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "app.streams", "found": "0 of 2 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "app.streams", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}]	\N
5	vendor	2022-01-02 03:00:00+00	2026-11-27 20:29:20.524079+00	2026-11-27 20:29:20.95048+00	loaded	\N	\N	\N	{"books": {"read": 2, "blank": 0, "bytes": 133, "deleted": 0, "seconds": 0.008, "several": {}, "updated": 1, "inserted": 0, "rejected": 0, "restored": 0, "unchanged": 1, "duplicates": 0, "match_seconds": 0.003, "compare_seconds": 0.004, "publish_seconds": 0.001, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "authors": {"read": 1, "blank": 0, "bytes": 103, "deleted": 0, "seconds": 0.014, "several": {}, "updated": 0, "inserted": 0, "rejected": 0, "restored": 0, "unchanged": 1, "duplicates": 0, "match_seconds": 0.000, "compare_seconds": 0.014, "publish_seconds": 0.001, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "reviews": {"read": 1, "blank": 0, "bytes": 174, "deleted": 0, "seconds": 0.003, "several": {}, "updated": 0, "inserted": 0, "rejected": 0, "restored": 0, "unchanged": 1, "duplicates": 0, "match_seconds": 0.000, "compare_seconds": 0.003, "publish_seconds": 0.000, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}}	dd4d57c4-af5a-4342-aab2-cdb66ef215b1	\N	\N	\N	packing the files	2026-11-27 20:29:21.034531+00	\N	\N	[{"feed": "vendor.authors", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "vendor.authors", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "vendor.authors", "found": "0 of 1 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "vendor.authors", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "vendor.books", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "vendor.books", "found": "2", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "vendor.books", "found": "0 of 2 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "vendor.books", "found": "0 of 2 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "vendor.reviews", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "vendor.reviews", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "vendor.reviews", "found": "0 of 1 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "vendor.reviews", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}]	\N
6	tmdb	2022-01-02 03:00:00+00	2026-11-27 20:29:21.766424+00	2026-11-27 20:29:22.290446+00	loaded	\N	\N	\N	{"links": {"read": 1, "blank": 0, "bytes": 35, "deleted": 0, "seconds": 0.003, "several": {}, "updated": 0, "inserted": 0, "rejected": 0, "restored": 0, "unchanged": 1, "duplicates": 0, "match_seconds": 0.000, "compare_seconds": 0.003, "publish_seconds": 0.000, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "movies": {"read": 1, "blank": 0, "bytes": 538, "deleted": 0, "seconds": 0.107, "several": {}, "updated": 1, "inserted": 0, "rejected": 0, "restored": 0, "unchanged": 0, "duplicates": 0, "match_seconds": 0.047, "compare_seconds": 0.058, "publish_seconds": 0.002, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "credits": {"read": 1, "blank": 0, "bytes": 26, "deleted": 0, "seconds": 0.007, "several": {}, "updated": 0, "inserted": 0, "rejected": 0, "restored": 0, "unchanged": 1, "duplicates": 0, "match_seconds": 0.000, "compare_seconds": 0.007, "publish_seconds": 0.000, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "ratings": {"read": 1, "blank": 0, "bytes": 51, "deleted": 0, "seconds": 0.006, "several": {}, "updated": 1, "inserted": 0, "rejected": 0, "restored": 0, "unchanged": 0, "duplicates": 0, "match_seconds": 0.002, "compare_seconds": 0.003, "publish_seconds": 0.001, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}, "keywords": {"read": 1, "blank": 0, "bytes": 20, "deleted": 0, "seconds": 0.047, "several": {}, "updated": 0, "inserted": 0, "rejected": 0, "restored": 0, "unchanged": 1, "duplicates": 0, "match_seconds": 0.020, "compare_seconds": 0.027, "publish_seconds": 0.000, "byte_order_marks": 0, "repeated_headers": 0, "unlisted_rejects": 0}}	1fe1b9f9-d743-46f3-b977-da16f80e8f15	\N	\N	\N	packing the files	2026-11-27 20:29:22.340713+00	\N	\N	[{"feed": "tmdb.movies", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "tmdb.movies", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "tmdb.movies", "found": "0 of 1 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "tmdb.movies", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "tmdb.movies", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}, {"feed": "tmdb.credits", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "tmdb.credits", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "tmdb.credits", "found": "0 of 1 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "tmdb.credits", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "tmdb.credits", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}, {"feed": "tmdb.keywords", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "tmdb.keywords", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "tmdb.keywords", "found": "0 of 1 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "tmdb.keywords", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "tmdb.keywords", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}, {"feed": "tmdb.links", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "tmdb.links", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "tmdb.links", "found": "0 of 1 (0.00 %)", "guard": "deleted", "holds": false, "limit": "20 %"}, {"feed": "tmdb.links", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "tmdb.links", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}, {"feed": "tmdb.ratings", "found": "there, not older", "guard": "file", "holds": false, "limit": "not older"}, {"feed": "tmdb.ratings", "found": "1", "guard": "records", "holds": false, "limit": "at least 1"}, {"feed": "tmdb.ratings", "found": "0 of 1 (0.00 %)", "guard": "rejected", "holds": false, "limit": "5 %"}, {"feed": "tmdb.ratings", "found": "ended", "guard": "last line", "holds": false, "limit": "ended"}]	\N
\.

COPY nightjar.summaries (summary, dataset, feed, run_id) FROM stdin;
streams	app	app.streams	4
reviews	vendor	vendor.reviews	5
films	tmdb	tmdb.movies	6
film_ratings	tmdb	tmdb.ratings	6
\.

COPY summaries.companies (company_id, company) FROM stdin;
171	Malpaso
\.

COPY summaries.company_names (company_id, company, films) FROM stdin;
171	Malpaso	1
\.

COPY summaries.company_year_genres (company_id, year, genre, releases) FROM stdin;
171	1992	Drama	1
\.

COPY summaries.company_years (company_id, year, releases, budgets, budget, revenues, revenue, profits, profit, popularities, popularity) FROM stdin;
171	1992	1	1	200	1	500	1	300	1	7.5
\.

COPY summaries.film_lengths (title_key, duration_mins) FROM stdin;
unforgiven	100
\.

COPY summaries.film_ratings (movie_id, ratings, stars) FROM stdin;
1	1	4.5
\.

COPY summaries.genre_years (genre, year, releases, budgets, budget, revenues, revenue, profits, profit, popularities, popularity) FROM stdin;
Drama	1992	1	1	200	1	500	1	300	1	7.5
\.

COPY summaries.nationalities (nationality) FROM stdin;
Singaporeans
\.

COPY summaries.nationality_books (nationality, title_key) FROM stdin;
Singaporeans	other
Singaporeans	the river
\.

COPY summaries.nationality_movies (nationality, movie_title) FROM stdin;
Singaporeans	UNFORGIVEN
\.

COPY summaries.outage_users (outage_id, user_email, sessions) FROM stdin;
1	a@mail.example	1
\.

COPY summaries.outages (outage_id, title_key, from_at, until_at, users) FROM stdin;
1	unforgiven	2021-12-25 06:00:00+00	2021-12-25 11:00:00+00	1
\.

COPY summaries.reviewed_books (book_title, title_key) FROM stdin;
THE RIVER	the river
\.

COPY summaries.reviewed_movies (movie_title, title_key) FROM stdin;
UNFORGIVEN	unforgiven
\.

COPY summaries.stream_size_range (from_mb, to_mb, below, within, above) FROM stdin;
9	101	0	2	0
\.

COPY summaries.stream_sizes (size_mb, sessions) FROM stdin;
9	1
101	1
\.

COPY summaries.stream_totals (sessions, duration, longest) FROM stdin;
1	01:30:00	01:30:00
\.

COPY summaries.streamed_titles (movie_title, title_key) FROM stdin;
Unforgiven	unforgiven
\.

COPY summaries.watch_window_users (watch_window_id, user_email, inside, by_start) FROM stdin;
1	a@mail.example	1	1
\.

COPY summaries.watch_windows (watch_window_id, share, from_at, until_at, users, users_by_start) FROM stdin;
1	0.5	2021-12-24 23:00:00+00	2021-12-31 23:00:00+00	1	1
\.

COPY tmdb.credits (id, "cast", crew, valid_from, deleted_at, run_id, row_id, value_fingerprint) FROM stdin;
33	[]	[]	2022-01-01 03:00:00+00	\N	3	1	99e8c84f-2dd5-2862-f2fc-be925160fff9
\.

COPY tmdb.credits_past (id, "cast", crew, valid_from, valid_to, run_id) FROM stdin;
\.

COPY tmdb.credits_staging (id, "cast", crew, record, spoiled, known_row_id, row_id, value_fingerprint) FROM stdin;
\.

COPY tmdb.keywords (id, keywords, valid_from, deleted_at, run_id, row_id, value_fingerprint) FROM stdin;
33	[]	2022-01-01 03:00:00+00	\N	3	1	7be77841-24fd-cfb3-abde-0eaa76be3e9a
\.

COPY tmdb.keywords_past (id, keywords, valid_from, valid_to, run_id) FROM stdin;
\.

COPY tmdb.keywords_staging (id, keywords, record, spoiled, known_row_id, row_id, value_fingerprint) FROM stdin;
\.

COPY tmdb.links (movie_id, imdb_id, tmdb_id, valid_from, deleted_at, run_id, row_id, value_fingerprint) FROM stdin;
1	0105695	33	2022-01-01 03:00:00+00	\N	3	1	5026677a-7126-09fd-e772-c82193d55e36
\.

COPY tmdb.links_past (movie_id, imdb_id, tmdb_id, valid_from, valid_to, run_id) FROM stdin;
\.

COPY tmdb.links_staging (movie_id, imdb_id, tmdb_id, record, spoiled, known_row_id, row_id, value_fingerprint) FROM stdin;
\.

COPY tmdb.movies (id, adult, belongs_to_collection, budget, genres, homepage, imdb_id, original_language, original_title, overview, popularity, poster_path, production_companies, production_countries, release_date, revenue, runtime, spoken_languages, status, tagline, title, video, vote_average, vote_count, valid_from, deleted_at, run_id, row_id, value_fingerprint) FROM stdin;
33	f	\N	200	[{"id": 18, "name": "Drama"}]	\N	tt0105695	en	Unforgiven	o	7.5	\N	[{"id": 171, "name": "Malpaso"}]	[{"name": "United States of America", "iso_3166_1": "US"}]	1992-08-07	500	131	[{"name": "English", "iso_639_1": "en"}]	Released	\N	Unforgiven	f	7.7	10	2022-01-02 03:00:00+00	\N	6	1	ea32301c-3fe9-2055-71d1-493764760f72
\.

COPY tmdb.movies_past (id, adult, belongs_to_collection, budget, genres, homepage, imdb_id, original_language, original_title, overview, popularity, poster_path, production_companies, production_countries, release_date, revenue, runtime, spoken_languages, status, tagline, title, video, vote_average, vote_count, valid_from, valid_to, run_id) FROM stdin;
33	f	\N	100	[{"id": 18, "name": "Drama"}]	\N	tt0105695	en	Unforgiven	o	7.5	\N	[{"id": 171, "name": "Malpaso"}]	[{"name": "United States of America", "iso_3166_1": "US"}]	1992-08-07	500	131	[{"name": "English", "iso_639_1": "en"}]	Released	\N	Unforgiven	f	7.7	10	2022-01-01 03:00:00+00	2022-01-02 03:00:00+00	6
\.

COPY tmdb.movies_staging (id, adult, belongs_to_collection, budget, genres, homepage, imdb_id, original_language, original_title, overview, popularity, poster_path, production_companies, production_countries, release_date, revenue, runtime, spoken_languages, status, tagline, title, video, vote_average, vote_count, record, spoiled, known_row_id, row_id, value_fingerprint) FROM stdin;
33	f	\N	200	[{"id": 18, "name": "Drama"}]	\N	tt0105695	en	Unforgiven	o	7.5	\N	[{"id": 171, "name": "Malpaso"}]	[{"name": "United States of America", "iso_3166_1": "US"}]	1992-08-07	500	131	[{"name": "English", "iso_639_1": "en"}]	Released	\N	Unforgiven	f	7.7	10	0	f	1	2	ea32301c-3fe9-2055-71d1-493764760f72
\.

COPY tmdb.ratings (user_id, movie_id, rating, rated_at, valid_from, deleted_at, run_id, row_id, value_fingerprint) FROM stdin;
1	1	4.5	2009-12-14 02:52:24+00	2022-01-02 03:00:00+00	\N	6	1	84619872-46aa-39e0-8646-3f3eb5497b07
\.

COPY tmdb.ratings_past (user_id, movie_id, rating, rated_at, valid_from, valid_to, run_id) FROM stdin;
1	1	4.0	2009-12-14 02:52:24+00	2022-01-01 03:00:00+00	2022-01-02 03:00:00+00	6
\.

COPY tmdb.ratings_staging (user_id, movie_id, rating, rated_at, record, spoiled, known_row_id, row_id, value_fingerprint) FROM stdin;
1	1	4.5	2009-12-14 02:52:24+00	0	f	1	2	84619872-46aa-39e0-8646-3f3eb5497b07
\.

COPY vendor.authors (name, birth_date, died_at, nationalities, valid_from, deleted_at, run_id, row_id, value_fingerprint) FROM stdin;
Ann Lee	1950-03-01	\N	{Singaporeans}	2022-01-01 03:00:00+00	\N	2	1	8052bbbc-7db5-dcb6-d855-8bdd2302879c
\.

COPY vendor.authors_past (name, birth_date, died_at, nationalities, valid_from, valid_to, run_id) FROM stdin;
\.

COPY vendor.authors_staging (name, birth_date, died_at, nationalities, record, spoiled, known_row_id, row_id, value_fingerprint) FROM stdin;
\.

COPY vendor.books (title, author, publisher, pages, valid_from, deleted_at, run_id, row_id, value_fingerprint) FROM stdin;
Other	Ann Lee	P	10	2022-01-01 03:00:00+00	\N	2	2	cb3bf687-3301-7865-cabe-ee7ddc8102b2
The River	Ann Lee	P	101	2022-01-02 03:00:00+00	\N	5	1	031be6a5-7f33-552f-e646-8d7578067291
\.

COPY vendor.books_past (title, author, publisher, pages, valid_from, valid_to, run_id) FROM stdin;
The River	Ann Lee	P	100	2022-01-01 03:00:00+00	2022-01-02 03:00:00+00	5
\.

COPY vendor.books_staging (title, author, publisher, pages, record, spoiled, known_row_id, row_id, value_fingerprint) FROM stdin;
The River	Ann Lee	P	101	0	f	1	3	031be6a5-7f33-552f-e646-8d7578067291
\.

COPY vendor.reviews (movie_title, book_title, rating, rating_label, text, created_at, updated_at, valid_from, deleted_at, run_id, row_id, value_fingerprint) FROM stdin;
UNFORGIVEN	THE RIVER	5	FIVE	t	2021-12-01 00:00:01+00	\N	2022-01-01 03:00:00+00	\N	2	1	920cb8da-5e90-20db-c80b-b76c05421e78
\.

COPY vendor.reviews_past (movie_title, book_title, rating, rating_label, text, created_at, updated_at, valid_from, valid_to, run_id) FROM stdin;
\.

COPY vendor.reviews_staging (movie_title, book_title, rating, rating_label, text, created_at, updated_at, record, spoiled, known_row_id, row_id, value_fingerprint) FROM stdin;
\.

SELECT pg_catalog.setval('nightjar.runs_run_id_seq', 6, true);

SELECT pg_catalog.setval('summaries.outages_outage_id_seq', 1, true);

SELECT pg_catalog.setval('summaries.watch_windows_watch_window_id_seq', 1, true);

ALTER TABLE ONLY app.movies
    ADD CONSTRAINT movies_pkey PRIMARY KEY (title);

ALTER TABLE ONLY app.streams
    ADD CONSTRAINT streams_pkey PRIMARY KEY (start_at, user_email, movie_title);

ALTER TABLE ONLY app.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (email);

ALTER TABLE ONLY nightjar.datasets
    ADD CONSTRAINT datasets_pkey PRIMARY KEY (dataset);

ALTER TABLE ONLY nightjar.examples
    ADD CONSTRAINT examples_pkey PRIMARY KEY (run_id, feed, op, place);

ALTER TABLE ONLY nightjar.feeds
    ADD CONSTRAINT feeds_pkey PRIMARY KEY (feed);

ALTER TABLE ONLY nightjar.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (kind, name);

ALTER TABLE ONLY nightjar.runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY nightjar.summaries
    ADD CONSTRAINT summaries_pkey PRIMARY KEY (summary);

ALTER TABLE ONLY summaries.companies
    ADD CONSTRAINT companies_pkey PRIMARY KEY (company_id);

ALTER TABLE ONLY summaries.company_years
    ADD CONSTRAINT company_years_pkey PRIMARY KEY (company_id, year);

ALTER TABLE ONLY summaries.film_ratings
    ADD CONSTRAINT film_ratings_pkey PRIMARY KEY (movie_id);

ALTER TABLE ONLY summaries.nationalities
    ADD CONSTRAINT nationalities_pkey PRIMARY KEY (nationality);

ALTER TABLE ONLY summaries.outage_users
    ADD CONSTRAINT outage_users_pkey PRIMARY KEY (outage_id, user_email);

ALTER TABLE ONLY summaries.outages
    ADD CONSTRAINT outages_asked_once UNIQUE (title_key, from_at, until_at);

ALTER TABLE ONLY summaries.outages
    ADD CONSTRAINT outages_pkey PRIMARY KEY (outage_id);

ALTER TABLE ONLY summaries.reviewed_books
    ADD CONSTRAINT reviewed_books_pkey PRIMARY KEY (book_title);

ALTER TABLE ONLY summaries.reviewed_movies
    ADD CONSTRAINT reviewed_movies_pkey PRIMARY KEY (movie_title);

ALTER TABLE ONLY summaries.stream_sizes
    ADD CONSTRAINT stream_sizes_pkey PRIMARY KEY (size_mb);

ALTER TABLE ONLY summaries.streamed_titles
    ADD CONSTRAINT streamed_titles_pkey PRIMARY KEY (movie_title);

ALTER TABLE ONLY summaries.watch_window_users
    ADD CONSTRAINT watch_window_users_pkey PRIMARY KEY (watch_window_id, user_email);

ALTER TABLE ONLY summaries.watch_windows
    ADD CONSTRAINT watch_windows_asked_once UNIQUE (share, from_at, until_at);

ALTER TABLE ONLY summaries.watch_windows
    ADD CONSTRAINT watch_windows_pkey PRIMARY KEY (watch_window_id);

ALTER TABLE ONLY tmdb.credits
    ADD CONSTRAINT credits_pkey PRIMARY KEY (id);

ALTER TABLE ONLY tmdb.keywords
    ADD CONSTRAINT keywords_pkey PRIMARY KEY (id);

ALTER TABLE ONLY tmdb.links
    ADD CONSTRAINT links_pkey PRIMARY KEY (movie_id);

ALTER TABLE ONLY tmdb.movies
    ADD CONSTRAINT movies_pkey PRIMARY KEY (id);

ALTER TABLE ONLY tmdb.ratings
    ADD CONSTRAINT ratings_pkey PRIMARY KEY (user_id, movie_id);

ALTER TABLE ONLY vendor.authors
    ADD CONSTRAINT authors_pkey PRIMARY KEY (name);

ALTER TABLE ONLY vendor.books
    ADD CONSTRAINT books_pkey PRIMARY KEY (title);

ALTER TABLE ONLY vendor.reviews
    ADD CONSTRAINT reviews_pkey PRIMARY KEY (movie_title, book_title, created_at);

CREATE INDEX movies_past_run_id_valid_to_idx ON app.movies_past USING brin (run_id, valid_to) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX movies_past_title_idx ON app.movies_past USING btree (title);

CREATE INDEX movies_row_id ON app.movies USING btree (row_id);

CREATE INDEX streams_past_run_id_valid_to_idx ON app.streams_past USING brin (run_id, valid_to) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX streams_past_start_at_idx ON app.streams_past USING btree (start_at);

CREATE INDEX users_past_email_idx ON app.users_past USING btree (email);

CREATE INDEX users_past_run_id_valid_to_idx ON app.users_past USING brin (run_id, valid_to) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX users_row_id ON app.users USING btree (row_id);

CREATE INDEX dumps_by_run ON nightjar.dumps USING btree (run_id, feed);

CREATE INDEX rejects_by_run ON nightjar.rejects USING btree (run_id, feed, "position");

CREATE INDEX runs_by_dataset ON nightjar.runs USING btree (dataset, run_id);

CREATE UNIQUE INDEX runs_by_night ON nightjar.runs USING btree (night_id);

CREATE UNIQUE INDEX runs_one_night_an_instant ON nightjar.runs USING btree (dataset, as_of) WHERE (outcome = ANY (ARRAY['loaded'::text, 'unchanged'::text]));

CREATE INDEX companies_by_name ON summaries.companies USING hash (company);

CREATE UNIQUE INDEX company_names_once ON summaries.company_names USING btree (company_id, summaries.short_form(company));

CREATE INDEX company_year_genres_by_year ON summaries.company_year_genres USING btree (year);

CREATE UNIQUE INDEX company_year_genres_once ON summaries.company_year_genres USING btree (company_id, year, summaries.short_form(genre));

CREATE INDEX company_years_by_year ON summaries.company_years USING btree (year);

CREATE INDEX film_lengths_by_key ON summaries.film_lengths USING hash (title_key);

CREATE UNIQUE INDEX genre_years_once ON summaries.genre_years USING btree (summaries.short_form(genre), year);

CREATE INDEX nationality_books_by_key ON summaries.nationality_books USING hash (title_key);

CREATE INDEX nationality_movies_by_title ON summaries.nationality_movies USING hash (movie_title);

CREATE INDEX reviewed_books_by_key ON summaries.reviewed_books USING hash (title_key);

CREATE INDEX reviewed_movies_by_key ON summaries.reviewed_movies USING hash (title_key);

CREATE INDEX streamed_titles_by_key ON summaries.streamed_titles USING hash (title_key);

CREATE INDEX credits_past_id_idx ON tmdb.credits_past USING btree (id);

CREATE INDEX credits_past_run_id_valid_to_idx ON tmdb.credits_past USING brin (run_id, valid_to) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX credits_row_id ON tmdb.credits USING btree (row_id);

CREATE INDEX keywords_past_id_idx ON tmdb.keywords_past USING btree (id);

CREATE INDEX keywords_past_run_id_valid_to_idx ON tmdb.keywords_past USING brin (run_id, valid_to) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX keywords_row_id ON tmdb.keywords USING btree (row_id);

CREATE INDEX links_past_movie_id_idx ON tmdb.links_past USING btree (movie_id);

CREATE INDEX links_past_run_id_valid_to_idx ON tmdb.links_past USING brin (run_id, valid_to) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX links_row_id ON tmdb.links USING btree (row_id);

CREATE INDEX movies_deleted_at ON tmdb.movies USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);

CREATE INDEX movies_past_id_idx ON tmdb.movies_past USING btree (id);

CREATE INDEX movies_past_run_id_valid_to_idx ON tmdb.movies_past USING brin (run_id, valid_to) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX movies_row_id ON tmdb.movies USING btree (row_id);

CREATE INDEX ratings_past_run_id_valid_to_idx ON tmdb.ratings_past USING brin (run_id, valid_to) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX ratings_past_user_id_idx ON tmdb.ratings_past USING btree (user_id);

CREATE INDEX ratings_row_id ON tmdb.ratings USING btree (row_id);

CREATE INDEX authors_past_name_idx ON vendor.authors_past USING btree (name);

CREATE INDEX authors_past_run_id_valid_to_idx ON vendor.authors_past USING brin (run_id, valid_to) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX authors_row_id ON vendor.authors USING btree (row_id);

CREATE INDEX books_past_run_id_valid_to_idx ON vendor.books_past USING brin (run_id, valid_to) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX books_past_title_idx ON vendor.books_past USING btree (title);

CREATE INDEX books_row_id ON vendor.books USING btree (row_id);

CREATE INDEX reviews_past_movie_title_idx ON vendor.reviews_past USING btree (movie_title);

CREATE INDEX reviews_past_run_id_valid_to_idx ON vendor.reviews_past USING brin (run_id, valid_to) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX reviews_row_id ON vendor.reviews USING btree (row_id);

GRANT USAGE ON SCHEMA answers TO nightjar_analyst;
GRANT USAGE ON SCHEMA answers TO nightjar_loader;

GRANT USAGE ON SCHEMA app TO nightjar_analyst;
GRANT USAGE ON SCHEMA app TO nightjar_loader;

GRANT USAGE ON SCHEMA nightjar TO nightjar_analyst;
GRANT USAGE ON SCHEMA nightjar TO nightjar_loader;
GRANT USAGE ON SCHEMA nightjar TO nightjar_ops;

GRANT USAGE ON SCHEMA reports TO nightjar_analyst;

GRANT USAGE ON SCHEMA summaries TO nightjar_analyst;
GRANT USAGE ON SCHEMA summaries TO nightjar_loader;

GRANT USAGE ON SCHEMA tmdb TO nightjar_analyst;
GRANT USAGE ON SCHEMA tmdb TO nightjar_loader;

GRANT USAGE ON SCHEMA vendor TO nightjar_analyst;
GRANT USAGE ON SCHEMA vendor TO nightjar_loader;

GRANT SELECT ON TABLE app.movies TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE app.movies TO nightjar_loader;

GRANT SELECT ON TABLE app.movies_live TO nightjar_analyst;
GRANT SELECT ON TABLE app.movies_live TO nightjar_loader;

GRANT SELECT ON TABLE app.streams TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE app.streams TO nightjar_loader;

GRANT SELECT ON TABLE app.streams_live TO nightjar_analyst;
GRANT SELECT ON TABLE app.streams_live TO nightjar_loader;

GRANT SELECT ON TABLE app.users TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE app.users TO nightjar_loader;

GRANT SELECT ON TABLE app.users_live TO nightjar_analyst;
GRANT SELECT ON TABLE app.users_live TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.adopt_feed(feed regclass) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.adopt_feed(feed regclass) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.adopt_past(feed regclass, past text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.adopt_past(feed regclass, past text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.adopt_readers(feed regclass, past text, history text, live text, as_of text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.adopt_readers(feed regclass, past text, history text, live text, as_of text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.adopt_staging(feed regclass, staging text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.adopt_staging(feed regclass, staging text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.after_load(of_dataset text, of_run_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.after_load(of_dataset text, of_run_id bigint) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.beside(feed text, suffix text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.beside(feed text, suffix text) TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.beside(feed text, suffix text) TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.bring_grants_up_to_date() FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.bring_grants_up_to_date() TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.change_column(feed text, column_name text, change text, but_not text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.change_column(feed text, column_name text, change text, but_not text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.columns_in_order(view text, wanted text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.columns_in_order(view text, wanted text[]) TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.columns_in_order(view text, wanted text[]) TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.columns_of(relation regclass, but_not text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.columns_of(relation regclass, but_not text) TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.columns_of(relation regclass, but_not text) TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.comment_feed(feed regclass, past regclass, staging regclass, history regclass, live regclass, as_of text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.comment_feed(feed regclass, past regclass, staging regclass, history regclass, live regclass, as_of text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.comment_feed_column(relation regclass, column_name text, note text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.comment_feed_column(relation regclass, column_name text, note text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.dependents_of(roots jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.dependents_of(roots jsonb) TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.dependents_of(roots jsonb) TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.drop_column(feed text, column_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.drop_column(feed text, column_name text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.feed_columns(feed regclass) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.feed_columns(feed regclass) TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.feed_columns(feed regclass) TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.granted_relations() FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.granted_relations() TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.granted_relations() TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.granted_routines() FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.granted_routines() TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.granted_routines() TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.granted_schemas() FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.granted_schemas() TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.granted_schemas() TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.judge(notes jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.judge(notes jsonb) TO nightjar_analyst;
GRANT ALL ON FUNCTION nightjar.judge(notes jsonb) TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.judge(notes jsonb) TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.lock_at_once(relation regclass) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.lock_at_once(relation regclass) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.make_roles() FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.make_roles() TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.missing_grants() FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.missing_grants() TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.missing_grants() TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.missing_roles() FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.missing_roles() TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.missing_roles() TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.note_summaries(of_dataset text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.note_summaries(of_dataset text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.obstacle_in(class_oid oid, object_oid oid) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.obstacle_in(class_oid oid, object_oid oid) TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.obstacle_in(class_oid oid, object_oid oid) TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.put_back(remembered jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.put_back(remembered jsonb) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.rebuild_summaries(of_dataset text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.rebuild_summaries(of_dataset text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.recorded_privileges() FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.recorded_privileges() TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.recorded_privileges() TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.refuse_other_names(relation regclass) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.refuse_other_names(relation regclass) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.register_summary(summary_name text, of_feed text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.register_summary(summary_name text, of_feed text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.remembered_function(function_oid oid) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.remembered_function(function_oid oid) TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.remembered_function(function_oid oid) TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.remembered_view(view_oid oid) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.remembered_view(view_oid oid) TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.remembered_view(view_oid oid) TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.rename_column(feed text, old_name text, new_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.rename_column(feed text, old_name text, new_name text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.renew_feed(feed text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.renew_feed(feed text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.replace_view(view text, definition text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.replace_view(view text, definition text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.restore_privileges(recorded jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.restore_privileges(recorded jsonb) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.retype_column(feed text, column_name text, new_type text, expression text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.retype_column(feed text, column_name text, new_type text, expression text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.revoke_all(kind text, object_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.revoke_all(kind text, object_name text) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.roles() FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.roles() TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.roles() TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.set_aside(roots jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.set_aside(roots jsonb) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.set_aside_named(names text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.set_aside_named(names text[]) TO nightjar_loader;

REVOKE ALL ON FUNCTION nightjar.set_privileges(kind text, object_name text, wanted aclitem[], owner_oid oid, object_columns text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.set_privileges(kind text, object_name text, wanted aclitem[], owner_oid oid, object_columns text) TO nightjar_loader;

GRANT ALL ON FUNCTION nightjar.summary_is_current(summary_name text) TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.summary_is_current(summary_name text) TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.surplus_grants() FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.surplus_grants() TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.surplus_grants() TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.versions_staged(of_feed text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.versions_staged(of_feed text) TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.versions_staged(of_feed text) TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.versions_written(of_run_id bigint, of_feed text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.versions_written(of_run_id bigint, of_feed text) TO nightjar_loader;
GRANT ALL ON FUNCTION nightjar.versions_written(of_run_id bigint, of_feed text) TO nightjar_ops;

REVOKE ALL ON FUNCTION nightjar.without_column(remembered jsonb, called_columns text[], dropped text) FROM PUBLIC;
GRANT ALL ON FUNCTION nightjar.without_column(remembered jsonb, called_columns text[], dropped text) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.add_changed_films() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.add_changed_films() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.add_changed_films() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.add_companies() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.add_companies() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.add_companies() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.add_company_year_genres() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.add_company_year_genres() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.add_company_year_genres() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.add_company_years() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.add_company_years() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.add_company_years() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.add_genre_years() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.add_genre_years() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.add_genre_years() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.digest(name text) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.digest(name text) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.digest(name text) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.earliest_start(from_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.earliest_start(from_at timestamp with time zone) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.earliest_start(from_at timestamp with time zone) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.film_facts(release_date date, genre_list jsonb, company_list jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.film_facts(release_date date, genre_list jsonb, company_list jsonb) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.film_facts(release_date date, genre_list jsonb, company_list jsonb) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.films() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.films() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.films() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.gather_streams(from_mb double precision, to_mb double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.gather_streams(from_mb double precision, to_mb double precision) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.gather_streams(from_mb double precision, to_mb double precision) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.keep_nationality(nationality text) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.keep_nationality(nationality text) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.keep_nationality(nationality text) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.keep_outage(title text, from_at timestamp with time zone, until_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.keep_outage(title text, from_at timestamp with time zone, until_at timestamp with time zone) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.keep_outage(title text, from_at timestamp with time zone, until_at timestamp with time zone) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.keep_watch_window(share numeric, from_at timestamp with time zone, until_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.keep_watch_window(share numeric, from_at timestamp with time zone, until_at timestamp with time zone) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.keep_watch_window(share numeric, from_at timestamp with time zone, until_at timestamp with time zone) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.median_stream_megabytes() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.median_stream_megabytes() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.median_stream_megabytes() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.nationality_books_have_changed() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.nationality_books_have_changed() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.nationality_books_have_changed() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.needed_to_watch(share numeric) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.needed_to_watch(share numeric) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.needed_to_watch(share numeric) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.rebuild_film_ratings() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.rebuild_film_ratings() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.rebuild_film_ratings() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.rebuild_films() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.rebuild_films() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.rebuild_films() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.rebuild_nationalities() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.rebuild_nationalities() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.rebuild_nationalities() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.rebuild_outages() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.rebuild_outages() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.rebuild_outages() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.rebuild_reviews() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.rebuild_reviews() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.rebuild_reviews() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.rebuild_streams() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.rebuild_streams() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.rebuild_streams() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.rebuild_streams_by_sample(sampled_rows bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.rebuild_streams_by_sample(sampled_rows bigint) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.rebuild_streams_by_sample(sampled_rows bigint) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.rebuild_watch_window(window_id bigint, share numeric, from_at timestamp with time zone, until_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.rebuild_watch_window(window_id bigint, share numeric, from_at timestamp with time zone, until_at timestamp with time zone) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.rebuild_watch_window(window_id bigint, share numeric, from_at timestamp with time zone, until_at timestamp with time zone) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.rebuild_watch_windows() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.rebuild_watch_windows() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.rebuild_watch_windows() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.refresh_film_ratings(of_run_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.refresh_film_ratings(of_run_id bigint) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.refresh_film_ratings(of_run_id bigint) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.refresh_films(of_run_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.refresh_films(of_run_id bigint) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.refresh_films(of_run_id bigint) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.refresh_nationalities(of_run_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.refresh_nationalities(of_run_id bigint) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.refresh_nationalities(of_run_id bigint) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.refresh_outages() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.refresh_outages() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.refresh_outages() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.refresh_reviews(of_run_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.refresh_reviews(of_run_id bigint) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.refresh_reviews(of_run_id bigint) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.refresh_stream_sizes() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.refresh_stream_sizes() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.refresh_stream_sizes() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.refresh_streams(of_run_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.refresh_streams(of_run_id bigint) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.refresh_streams(of_run_id bigint) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.refresh_watch_window(window_id bigint, share numeric, from_at timestamp with time zone, until_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.refresh_watch_window(window_id bigint, share numeric, from_at timestamp with time zone, until_at timestamp with time zone) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.refresh_watch_window(window_id bigint, share numeric, from_at timestamp with time zone, until_at timestamp with time zone) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.refresh_watch_windows(of_run_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.refresh_watch_windows(of_run_id bigint) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.refresh_watch_windows(of_run_id bigint) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.short_form(name text) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.short_form(name text) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.short_form(name text) TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.stream_median_is_kept() FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.stream_median_is_kept() TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.stream_median_is_kept() TO nightjar_loader;

REVOKE ALL ON FUNCTION summaries.stream_sizes_to_keep(sampled_rows bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION summaries.stream_sizes_to_keep(sampled_rows bigint) TO nightjar_analyst;
GRANT ALL ON FUNCTION summaries.stream_sizes_to_keep(sampled_rows bigint) TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.credits TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.credits TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.credits_live TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.credits_live TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.keywords TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.keywords TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.keywords_live TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.keywords_live TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.links TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.links TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.links_live TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.links_live TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.movies TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.movies TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.movies_live TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.movies_live TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.ratings TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.ratings TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.ratings_live TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.ratings_live TO nightjar_loader;

GRANT SELECT ON TABLE vendor.authors TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE vendor.authors TO nightjar_loader;

GRANT SELECT ON TABLE vendor.authors_live TO nightjar_analyst;
GRANT SELECT ON TABLE vendor.authors_live TO nightjar_loader;

GRANT SELECT ON TABLE vendor.books TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE vendor.books TO nightjar_loader;

GRANT SELECT ON TABLE vendor.books_live TO nightjar_analyst;
GRANT SELECT ON TABLE vendor.books_live TO nightjar_loader;

GRANT SELECT ON TABLE vendor.reviews TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE vendor.reviews TO nightjar_loader;

GRANT SELECT ON TABLE vendor.reviews_live TO nightjar_analyst;
GRANT SELECT ON TABLE vendor.reviews_live TO nightjar_loader;

GRANT SELECT ON TABLE answers.average_stream_duration TO nightjar_analyst;

GRANT SELECT ON TABLE answers.median_stream_size TO nightjar_analyst;

GRANT SELECT ON TABLE answers.streamed_movies_based_on_books TO nightjar_analyst;

GRANT SELECT ON TABLE answers.streamed_movies_by_singaporean_authors TO nightjar_analyst;

GRANT SELECT ON TABLE answers.users_hit_by_christmas_outage TO nightjar_analyst;

GRANT SELECT ON TABLE answers.users_who_watched_half_in_last_week TO nightjar_analyst;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE app.movies_past TO nightjar_loader;

GRANT SELECT ON TABLE app.movies_history TO nightjar_analyst;
GRANT SELECT ON TABLE app.movies_history TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE app.movies_staging TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE app.streams_past TO nightjar_loader;

GRANT SELECT ON TABLE app.streams_history TO nightjar_analyst;
GRANT SELECT ON TABLE app.streams_history TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE app.streams_staging TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE app.users_past TO nightjar_loader;

GRANT SELECT ON TABLE app.users_history TO nightjar_analyst;
GRANT SELECT ON TABLE app.users_history TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE app.users_staging TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE nightjar.datasets TO nightjar_loader;
GRANT SELECT ON TABLE nightjar.datasets TO nightjar_ops;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE nightjar.dumps TO nightjar_loader;
GRANT SELECT ON TABLE nightjar.dumps TO nightjar_ops;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE nightjar.examples TO nightjar_loader;
GRANT SELECT ON TABLE nightjar.examples TO nightjar_ops;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE nightjar.feeds TO nightjar_loader;
GRANT SELECT ON TABLE nightjar.feeds TO nightjar_ops;

GRANT SELECT ON TABLE nightjar.health TO nightjar_analyst;
GRANT SELECT ON TABLE nightjar.health TO nightjar_loader;
GRANT SELECT ON TABLE nightjar.health TO nightjar_ops;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE nightjar.migrations TO nightjar_loader;
GRANT SELECT ON TABLE nightjar.migrations TO nightjar_ops;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE nightjar.rejects TO nightjar_loader;
GRANT SELECT ON TABLE nightjar.rejects TO nightjar_ops;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE nightjar.runs TO nightjar_loader;
GRANT SELECT ON TABLE nightjar.runs TO nightjar_ops;

GRANT USAGE ON SEQUENCE nightjar.runs_run_id_seq TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE nightjar.summaries TO nightjar_loader;
GRANT SELECT ON TABLE nightjar.summaries TO nightjar_ops;

GRANT SELECT ON TABLE summaries.companies TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.companies TO nightjar_loader;

GRANT SELECT ON TABLE summaries.company_years TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.company_years TO nightjar_loader;

GRANT SELECT ON TABLE reports.company_year TO nightjar_analyst;

GRANT SELECT ON TABLE summaries.company_year_genres TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.company_year_genres TO nightjar_loader;

GRANT SELECT ON TABLE reports.company_year_genre TO nightjar_analyst;

GRANT SELECT ON TABLE summaries.genre_years TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.genre_years TO nightjar_loader;

GRANT SELECT ON TABLE reports.genre_year TO nightjar_analyst;

GRANT SELECT ON TABLE reports.most_popular_genre_by_year TO nightjar_analyst;

GRANT SELECT ON TABLE summaries.film_ratings TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.film_ratings TO nightjar_loader;

GRANT SELECT ON TABLE reports.movie_ratings TO nightjar_analyst;

GRANT SELECT ON TABLE summaries.company_names TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.company_names TO nightjar_loader;

GRANT SELECT ON TABLE summaries.film_lengths TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.film_lengths TO nightjar_loader;

GRANT SELECT ON TABLE summaries.nationalities TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.nationalities TO nightjar_loader;

GRANT SELECT ON TABLE summaries.nationality_books TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.nationality_books TO nightjar_loader;

GRANT SELECT ON TABLE summaries.nationality_movies TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.nationality_movies TO nightjar_loader;

GRANT SELECT ON TABLE summaries.outage_users TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.outage_users TO nightjar_loader;

GRANT SELECT ON TABLE summaries.outages TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.outages TO nightjar_loader;

GRANT SELECT ON TABLE summaries.reviewed_books TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.reviewed_books TO nightjar_loader;

GRANT SELECT ON TABLE summaries.reviewed_movies TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.reviewed_movies TO nightjar_loader;

GRANT SELECT ON TABLE summaries.stream_size_range TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.stream_size_range TO nightjar_loader;

GRANT SELECT ON TABLE summaries.stream_sizes TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.stream_sizes TO nightjar_loader;

GRANT SELECT ON TABLE summaries.stream_totals TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.stream_totals TO nightjar_loader;

GRANT SELECT ON TABLE summaries.streamed_titles TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.streamed_titles TO nightjar_loader;

GRANT SELECT ON TABLE summaries.watch_window_users TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.watch_window_users TO nightjar_loader;

GRANT SELECT ON TABLE summaries.watch_windows TO nightjar_analyst;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE summaries.watch_windows TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.cast_members TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.cast_members TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.collections TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.collections TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.companies TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.companies TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.countries TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.countries TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.credits_past TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.credits_history TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.credits_history TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.credits_staging TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.crew_members TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.crew_members TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.genres TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.genres TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.keywords_past TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.keywords_history TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.keywords_history TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.keywords_staging TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.languages TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.languages TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.links_past TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.links_history TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.links_history TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.links_staging TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.movie_collections TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.movie_collections TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.movie_companies TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.movie_companies TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.movie_countries TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.movie_countries TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.movie_genres TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.movie_genres TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.movie_languages TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.movie_languages TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.movies_past TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.movies_history TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.movies_history TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.movies_staging TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.people TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.people TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.ratings_past TO nightjar_loader;

GRANT SELECT ON TABLE tmdb.ratings_history TO nightjar_analyst;
GRANT SELECT ON TABLE tmdb.ratings_history TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE tmdb.ratings_staging TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE vendor.authors_past TO nightjar_loader;

GRANT SELECT ON TABLE vendor.authors_history TO nightjar_analyst;
GRANT SELECT ON TABLE vendor.authors_history TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE vendor.authors_staging TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE vendor.books_past TO nightjar_loader;

GRANT SELECT ON TABLE vendor.books_history TO nightjar_analyst;
GRANT SELECT ON TABLE vendor.books_history TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE vendor.books_staging TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE vendor.reviews_past TO nightjar_loader;

GRANT SELECT ON TABLE vendor.reviews_history TO nightjar_analyst;
GRANT SELECT ON TABLE vendor.reviews_history TO nightjar_loader;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE vendor.reviews_staging TO nightjar_loader;

-- PostgreSQL database dump complete

