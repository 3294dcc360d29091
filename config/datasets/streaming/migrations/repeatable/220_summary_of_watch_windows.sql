-- What is kept of who watched how much: for each standing question the users, and how many they are.

CREATE OR REPLACE FUNCTION streaming_summaries.needed_to_watch(share numeric)
RETURNS TABLE (movie_title text, needed interval)
LANGUAGE sql STABLE
AS $$
  SELECT titles.movie_title, make_interval(secs => (share * 60 * lengths.duration_mins)::double precision)
  FROM streaming_summaries.streamed_titles AS titles
  JOIN streaming_summaries.film_lengths AS lengths ON lengths.title_key = titles.title_key
$$;
COMMENT ON FUNCTION streaming_summaries.needed_to_watch(numeric) IS
  'How long a session must be to reach a share of its film, by the title as sessions spell it.';

CREATE OR REPLACE FUNCTION streaming_summaries.earliest_start(from_at timestamptz)
RETURNS timestamptz
LANGUAGE sql STABLE
AS $$
  -- A day more, since days are not all as long as each other where clocks change.
  SELECT CASE WHEN totals.longest < interval '365000 days' THEN from_at - totals.longest - interval '1 day'
    ELSE '-infinity' END
  FROM streaming_summaries.stream_totals AS totals
$$;
COMMENT ON FUNCTION streaming_summaries.earliest_start(timestamptz) IS
  'An instant before which no session began that ended after the given one.';

CREATE OR REPLACE FUNCTION streaming_summaries.rebuild_watch_window(window_id bigint, share numeric, from_at timestamptz, until_at timestamptz)
RETURNS void
LANGUAGE plpgsql
AS $$
#variable_conflict use_variable
DECLARE
  earliest timestamptz := streaming_summaries.earliest_start(from_at);
BEGIN
  CREATE TEMPORARY TABLE needed_to_watch ON COMMIT DROP AS
    SELECT n.movie_title, n.needed FROM streaming_summaries.needed_to_watch(share) AS n;
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
  INSERT INTO streaming_summaries.watch_window_users (watch_window_id, user_email, inside, by_start)
  SELECT window_id, r.user_email, r.inside, r.by_start FROM rebuilt_watchers AS r ORDER BY r.user_email;
  UPDATE streaming_summaries.watch_windows AS asked
  SET (users, users_by_start) = (
    SELECT count(*) FILTER (WHERE r.inside > 0), count(*) FILTER (WHERE r.by_start > 0) FROM rebuilt_watchers AS r)
  WHERE asked.watch_window_id = window_id;
  DROP TABLE needed_to_watch, rebuilt_watchers;
END
$$;
COMMENT ON FUNCTION streaming_summaries.rebuild_watch_window(bigint, numeric, timestamptz, timestamptz) IS
  'Answers one standing question on who watched how much from all sessions. It must not have any users yet.';

CREATE OR REPLACE FUNCTION streaming_summaries.rebuild_watch_windows()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM streaming_summaries.watch_window_users;
  DELETE FROM streaming_summaries.film_lengths;
  INSERT INTO streaming_summaries.film_lengths (title_key, duration_mins)
  SELECT lengths.title_key, lengths.duration_mins FROM answers.film_lengths() AS lengths;
  ANALYZE streaming_summaries.film_lengths;
  PERFORM streaming_summaries.rebuild_watch_window(asked.watch_window_id, asked.share, asked.from_at, asked.until_at)
  FROM streaming_summaries.watch_windows AS asked;
  ANALYZE streaming_summaries.watch_window_users;
END
$$;
COMMENT ON FUNCTION streaming_summaries.rebuild_watch_windows() IS
  'Answers the standing questions on who watched how much from all sessions.';

CREATE OR REPLACE FUNCTION streaming_summaries.refresh_watch_window(window_id bigint, share numeric, from_at timestamptz, until_at timestamptz)
RETURNS void
LANGUAGE plpgsql
AS $$
#variable_conflict use_variable
BEGIN
  WITH changed AS MATERIALIZED (
    SELECT c.user_email,
      COALESCE(sum(c.weight) FILTER (WHERE w.inside), 0) AS inside,
      COALESCE(sum(c.weight) FILTER (WHERE w.by_start), 0) AS by_start
    FROM changed_streams AS c
    JOIN streaming_summaries.needed_to_watch(share) AS n ON n.movie_title = c.movie_title
    CROSS JOIN LATERAL answers.watched(c.start_at, c.end_at, from_at, until_at, n.needed) AS w
    WHERE c.start_at < until_at AND c.end_at > from_at
      AND (w.inside OR w.by_start)
    GROUP BY c.user_email
  ),
  added AS (
    INSERT INTO streaming_summaries.watch_window_users AS kept (watch_window_id, user_email, inside, by_start)
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
  UPDATE streaming_summaries.watch_windows AS asked
  SET users = asked.users + difference.users, users_by_start = asked.users_by_start + difference.users_by_start
  FROM difference
  WHERE asked.watch_window_id = window_id;
END
$$;
COMMENT ON FUNCTION streaming_summaries.refresh_watch_window(bigint, numeric, timestamptz, timestamptz) IS
  'Updates one standing question on who watched how much from changed_streams. A user without counting sessions stays, with the count 0.';

CREATE OR REPLACE FUNCTION streaming_summaries.refresh_watch_windows(of_run_id bigint)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  IF EXISTS (SELECT FROM app.movies WHERE movies.run_id = of_run_id)
    AND EXISTS (
      SELECT FROM answers.film_lengths() AS now
      FULL JOIN streaming_summaries.film_lengths AS kept ON kept.title_key = now.title_key
      WHERE kept.duration_mins IS DISTINCT FROM now.duration_mins)
  THEN
    PERFORM streaming_summaries.rebuild_watch_windows();
  ELSE
    PERFORM streaming_summaries.refresh_watch_window(asked.watch_window_id, asked.share, asked.from_at, asked.until_at)
    FROM streaming_summaries.watch_windows AS asked;
  END IF;
END
$$;
COMMENT ON FUNCTION streaming_summaries.refresh_watch_windows(bigint) IS
  'Updates the standing questions on who watched how much for a night; computes them again if a running time has changed.';
