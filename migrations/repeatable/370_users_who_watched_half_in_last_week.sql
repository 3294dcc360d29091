DROP VIEW IF EXISTS answers.users_who_watched_half_in_last_week;
DROP FUNCTION IF EXISTS answers.users_who_watched(numeric, timestamptz, timestamptz);
DROP FUNCTION IF EXISTS answers.sessions_that_watched(numeric, timestamptz, timestamptz);

CREATE FUNCTION answers.sessions_that_watched(share numeric, from_at timestamptz, until_at timestamptz)
RETURNS TABLE (user_email text, start_at timestamptz, inside boolean, by_start boolean)
LANGUAGE sql STABLE
AS $$
  WITH lengths AS MATERIALIZED (
    -- A title may be spelled in more than one way among the films: the one that is still listed counts, then the first.
    SELECT titles.movie_title, films.needed
    FROM answers.streamed_titles() AS titles
    JOIN (
      SELECT DISTINCT ON (answers.title_key(movies.title))
        answers.title_key(movies.title) AS title_key,
        make_interval(secs => (share * 60 * movies.duration_mins)::double precision) AS needed
      FROM app.movies
      WHERE movies.duration_mins IS NOT NULL
      ORDER BY answers.title_key(movies.title), movies.deleted_at NULLS FIRST, movies.title
    ) AS films ON films.title_key = titles.title_key
  )
  SELECT watched.user_email, watched.start_at, watched.inside, watched.by_start
  FROM (
    SELECT
      streams.user_email,
      streams.start_at,
      LEAST(streams.end_at, until_at) - GREATEST(streams.start_at, from_at) >= lengths.needed AS inside,
      streams.start_at >= from_at AND streams.end_at - streams.start_at >= lengths.needed AS by_start
    FROM app.streams
    JOIN lengths ON lengths.movie_title = streams.movie_title
    WHERE streams.start_at < until_at AND streams.end_at > from_at
  ) AS watched
  WHERE watched.inside OR watched.by_start
$$;
COMMENT ON FUNCTION answers.sessions_that_watched(numeric, timestamptz, timestamptz) IS
  'The sessions that lasted at least the given share of the film''s running time: counting only their part inside [from_at, until_at) (inside), or counting the whole of those that started in it (by_start).';

CREATE FUNCTION answers.users_who_watched(share numeric, from_at timestamptz, until_at timestamptz)
RETURNS TABLE (users bigint, users_by_start bigint)
LANGUAGE sql STABLE
AS $$
  SELECT
    count(DISTINCT sessions.user_email) FILTER (WHERE sessions.inside),
    count(DISTINCT sessions.user_email) FILTER (WHERE sessions.by_start)
  FROM answers.sessions_that_watched(share, from_at, until_at) AS sessions
$$;
COMMENT ON FUNCTION answers.users_who_watched(numeric, timestamptz, timestamptz) IS
  'How many users watched at least the given share of a film in one session in [from_at, until_at): counting only what lies inside, and counting sessions that started in it whole.';

CREATE VIEW answers.users_who_watched_half_in_last_week AS
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
