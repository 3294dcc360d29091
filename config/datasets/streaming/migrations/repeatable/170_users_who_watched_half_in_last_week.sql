CREATE OR REPLACE FUNCTION answers.film_lengths()
RETURNS TABLE (title_key text, duration_mins bigint)
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

CREATE OR REPLACE FUNCTION answers.sessions_that_watched(share numeric, from_at timestamptz, until_at timestamptz)
RETURNS TABLE (user_email text, start_at timestamptz, inside boolean, by_start boolean)
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
COMMENT ON FUNCTION answers.sessions_that_watched(numeric, timestamptz, timestamptz) IS
  'The sessions that lasted at least the given share of the film''s running time: counting only their part inside [from_at, until_at) (inside), or counting the whole of those that started in it (by_start).';

CREATE OR REPLACE FUNCTION answers.users_who_watched(share numeric, from_at timestamptz, until_at timestamptz)
RETURNS TABLE (users bigint, users_by_start bigint)
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT kept.users, kept.users_by_start FROM streaming_summaries.watch_windows AS kept
    WHERE kept.share = $1 AND kept.from_at = $2 AND kept.until_at = $3
      AND nightjar.summary_is_current('streaming_summaries.streams');
  IF NOT FOUND THEN
    RETURN QUERY
      SELECT
        count(DISTINCT sessions.user_email) FILTER (WHERE sessions.inside),
        count(DISTINCT sessions.user_email) FILTER (WHERE sessions.by_start)
      FROM answers.sessions_that_watched($1, $2, $3) AS sessions;
  END IF;
END
$$;
COMMENT ON FUNCTION answers.users_who_watched(numeric, timestamptz, timestamptz) IS
  'How many users watched at least the given share of a film in one session in [from_at, until_at): counting only the part inside it, and counting the whole of sessions that started in it. A standing question (streaming_summaries.watch_windows) is answered without reading sessions.';

CREATE OR REPLACE VIEW answers.users_who_watched_half_in_last_week AS
SELECT watched.users, watched.users_by_start
FROM answers.users_who_watched(
  0.5,
  timestamp '2021-12-25 00:00' AT TIME ZONE 'Europe/Paris',
  timestamp '2022-01-01 00:00' AT TIME ZONE 'Europe/Paris') AS watched;
COMMENT ON VIEW answers.users_who_watched_half_in_last_week IS
  'How many users watched at least half of a film in one session in the last week of 2021 (Europe/Paris)?';
COMMENT ON COLUMN answers.users_who_watched_half_in_last_week.users IS
  'Distinct users, counting only the part of a session from 25 December 2021 up to the end of the year.';
COMMENT ON COLUMN answers.users_who_watched_half_in_last_week.users_by_start IS
  'Distinct users, counting the whole of a session that started in that week.';
