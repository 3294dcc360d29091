-- What is kept of app.streams. A refresh adds the versions that the night wrote (weight 1) and takes
-- away those they replaced (weight -1).

CREATE OR REPLACE FUNCTION summaries.detail_stream_sizes()
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  median_at double precision;
  first_step double precision;
  last_step double precision;
BEGIN
  median_at := (
    SELECT steps.megabyte
    FROM (
      SELECT s.megabyte, sum(s.sessions) OVER (ORDER BY s.megabyte) AS up_to, sum(s.sessions) OVER () AS total
      FROM summaries.stream_sizes AS s
    ) AS steps
    WHERE steps.up_to * 2 >= steps.total
    ORDER BY steps.megabyte
    LIMIT 1);
  IF median_at IS NULL THEN
    RETURN;
  END IF;
  -- The neighbours too, so that the median can move for many nights before this is done again.
  SELECT min(near.megabyte), max(near.megabyte) INTO first_step, last_step
  FROM (
    (SELECT s.megabyte FROM summaries.stream_sizes AS s WHERE s.megabyte <= median_at ORDER BY s.megabyte DESC LIMIT 9)
    UNION ALL
    (SELECT s.megabyte FROM summaries.stream_sizes AS s WHERE s.megabyte > median_at ORDER BY s.megabyte LIMIT 8)
  ) AS near;
  UPDATE summaries.stream_sizes SET detailed = megabyte BETWEEN first_step AND last_step
  WHERE detailed <> (megabyte BETWEEN first_step AND last_step);
  DELETE FROM summaries.stream_size_details;
  INSERT INTO summaries.stream_size_details (megabyte, size_mb, sessions)
  SELECT floor(streams.size_mb), streams.size_mb, count(*)
  FROM app.streams
  WHERE streams.size_mb >= first_step AND streams.size_mb < last_step + 1
  GROUP BY streams.size_mb;
END
$$;
COMMENT ON FUNCTION summaries.detail_stream_sizes() IS 'Reads the exact sizes of the sessions around the median anew.';

CREATE OR REPLACE FUNCTION summaries.stream_size_at(place bigint)
RETURNS double precision
LANGUAGE sql STABLE
AS $$
  WITH step AS (
    SELECT steps.megabyte, steps.up_to - steps.sessions AS before
    FROM (
      SELECT s.megabyte, s.sessions, s.detailed, sum(s.sessions) OVER (ORDER BY s.megabyte) AS up_to
      FROM summaries.stream_sizes AS s
    ) AS steps
    WHERE steps.up_to >= place AND steps.detailed
      AND steps.up_to - steps.sessions < place
  )
  SELECT details.size_mb
  FROM (
    SELECT d.size_mb, step.before + sum(d.sessions) OVER (ORDER BY d.size_mb) AS up_to
    FROM step
    JOIN summaries.stream_size_details AS d ON d.megabyte = step.megabyte
  ) AS details
  WHERE details.up_to >= place
  ORDER BY details.size_mb
  LIMIT 1
$$;
COMMENT ON FUNCTION summaries.stream_size_at(bigint) IS
  'The size of the session at a place, counted from 1, in the order of sizes; null where no exact sizes are kept.';

CREATE OR REPLACE FUNCTION summaries.median_stream_megabytes()
RETURNS double precision
LANGUAGE sql STABLE
AS $$
  -- As percentile_cont does: the middle one, or halfway between the two in the middle.
  SELECT middle.lower + 0.5 * (middle.upper - middle.lower)
  FROM (
    SELECT
      summaries.stream_size_at((sum(s.sessions)::bigint + 1) / 2) AS lower,
      summaries.stream_size_at(sum(s.sessions)::bigint / 2 + 1) AS upper
    FROM summaries.stream_sizes AS s
  ) AS middle
$$;
COMMENT ON FUNCTION summaries.median_stream_megabytes() IS
  'The median size of all sessions; null where the exact sizes around it are not kept.';

CREATE OR REPLACE FUNCTION summaries.rebuild_outages()
RETURNS void
LANGUAGE sql
AS $$
  DELETE FROM summaries.outage_users;
  INSERT INTO summaries.outage_users (outage_id, user_email, sessions)
  SELECT outages.outage_id, streams.user_email, count(*)
  FROM summaries.outages
  JOIN summaries.streamed_titles AS titles ON titles.title_key = outages.title_key
  JOIN app.streams ON streams.movie_title = titles.movie_title
    AND answers.in_progress(streams.start_at, streams.end_at, outages.from_at, outages.until_at)
  GROUP BY outages.outage_id, streams.user_email;
  UPDATE summaries.outages
  SET users = (SELECT count(*) FROM summaries.outage_users AS hit WHERE hit.outage_id = outages.outage_id);
$$;
COMMENT ON FUNCTION summaries.rebuild_outages() IS 'Answers the standing questions on outages from all sessions.';

CREATE OR REPLACE FUNCTION summaries.rebuild_watch_windows()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM summaries.watch_window_users;
  DELETE FROM summaries.film_lengths;
  INSERT INTO summaries.film_lengths (title_key, duration_mins)
  SELECT lengths.title_key, lengths.duration_mins FROM answers.film_lengths() AS lengths;
  CREATE TEMPORARY TABLE rebuilt_watchers ON COMMIT DROP AS
    SELECT windows.watch_window_id, streams.user_email,
      count(*) FILTER (WHERE w.inside) AS inside, count(*) FILTER (WHERE w.by_start) AS by_start
    FROM summaries.watch_windows AS windows
    JOIN app.streams ON streams.start_at < windows.until_at AND streams.end_at > windows.from_at
    JOIN summaries.streamed_titles AS titles ON titles.movie_title = streams.movie_title
    JOIN summaries.film_lengths AS lengths ON lengths.title_key = titles.title_key
    CROSS JOIN LATERAL answers.watched(streams.start_at, streams.end_at, windows.from_at, windows.until_at,
      make_interval(secs => (windows.share * 60 * lengths.duration_mins)::double precision)) AS w
    WHERE w.inside OR w.by_start
    GROUP BY windows.watch_window_id, streams.user_email;
  INSERT INTO summaries.watch_window_users (watch_window_id, user_email, inside, by_start)
  SELECT r.watch_window_id, r.user_email, r.inside, r.by_start FROM rebuilt_watchers AS r;
  DROP TABLE rebuilt_watchers;
  UPDATE summaries.watch_windows AS windows
  SET (users, users_by_start) = (
    SELECT count(*) FILTER (WHERE kept.inside > 0), count(*) FILTER (WHERE kept.by_start > 0)
    FROM summaries.watch_window_users AS kept
    WHERE kept.watch_window_id = windows.watch_window_id);
END
$$;
COMMENT ON FUNCTION summaries.rebuild_watch_windows() IS
  'Answers the standing questions on who watched how much from all sessions.';

CREATE OR REPLACE FUNCTION summaries.rebuild_streams()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  -- CREATE TABLE AS, unlike INSERT, reads with parallel workers.
  CREATE TEMPORARY TABLE rebuilt_titles ON COMMIT DROP AS
    SELECT streams.movie_title, count(streams.end_at) AS sessions, sum(streams.end_at - streams.start_at) AS duration
    FROM app.streams GROUP BY streams.movie_title;
  CREATE TEMPORARY TABLE rebuilt_sizes ON COMMIT DROP AS
    SELECT floor(streams.size_mb) AS megabyte, count(*) AS sessions
    FROM app.streams WHERE streams.size_mb IS NOT NULL GROUP BY floor(streams.size_mb);

  DELETE FROM summaries.streamed_titles;
  INSERT INTO summaries.streamed_titles (movie_title, title_key)
  SELECT rebuilt_titles.movie_title, answers.title_key(rebuilt_titles.movie_title) FROM rebuilt_titles;
  DELETE FROM summaries.stream_totals;
  INSERT INTO summaries.stream_totals (sessions, duration)
  SELECT COALESCE(sum(rebuilt_titles.sessions), 0), COALESCE(sum(rebuilt_titles.duration), interval '0')
  FROM rebuilt_titles;
  DELETE FROM summaries.stream_sizes;
  INSERT INTO summaries.stream_sizes (megabyte, sessions)
  SELECT rebuilt_sizes.megabyte, rebuilt_sizes.sessions FROM rebuilt_sizes;
  DROP TABLE rebuilt_titles, rebuilt_sizes;
  ANALYZE summaries.streamed_titles, summaries.stream_sizes;
  PERFORM summaries.detail_stream_sizes();
  PERFORM summaries.rebuild_outages();
  PERFORM summaries.rebuild_watch_windows();
END
$$;
COMMENT ON FUNCTION summaries.rebuild_streams() IS 'Computes all that is kept of app.streams anew.';

CREATE OR REPLACE FUNCTION summaries.refresh_stream_sizes()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO summaries.stream_sizes AS kept (megabyte, sessions)
  SELECT floor(c.size_mb), sum(c.weight) FROM changed_streams AS c
  WHERE c.size_mb IS NOT NULL GROUP BY floor(c.size_mb)
  ON CONFLICT ON CONSTRAINT stream_sizes_pkey DO UPDATE SET sessions = kept.sessions + EXCLUDED.sessions;
  DELETE FROM summaries.stream_sizes WHERE sessions = 0 AND NOT detailed;

  INSERT INTO summaries.stream_size_details AS kept (megabyte, size_mb, sessions)
  SELECT s.megabyte, c.size_mb, sum(c.weight)
  FROM changed_streams AS c
  JOIN summaries.stream_sizes AS s ON s.megabyte = floor(c.size_mb)
  WHERE s.detailed
  GROUP BY s.megabyte, c.size_mb
  ON CONFLICT ON CONSTRAINT stream_size_details_pkey DO UPDATE SET sessions = kept.sessions + EXCLUDED.sessions;
  DELETE FROM summaries.stream_size_details WHERE sessions = 0;

  IF summaries.median_stream_megabytes() IS NULL THEN
    PERFORM summaries.detail_stream_sizes();
  END IF;
END
$$;
COMMENT ON FUNCTION summaries.refresh_stream_sizes() IS 'Brings the distribution of sizes up to date with changed_streams.';

CREATE OR REPLACE FUNCTION summaries.refresh_outages()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO summaries.outage_users AS kept (outage_id, user_email, sessions)
  SELECT outages.outage_id, c.user_email, sum(c.weight)
  FROM summaries.outages
  JOIN summaries.streamed_titles AS titles ON titles.title_key = outages.title_key
  JOIN changed_streams AS c ON c.movie_title = titles.movie_title
    AND answers.in_progress(c.start_at, c.end_at, outages.from_at, outages.until_at)
  GROUP BY outages.outage_id, c.user_email
  HAVING sum(c.weight) <> 0
  ON CONFLICT ON CONSTRAINT outage_users_pkey DO UPDATE SET sessions = kept.sessions + EXCLUDED.sessions;
  IF FOUND THEN
    DELETE FROM summaries.outage_users WHERE sessions = 0;
    UPDATE summaries.outages
    SET users = (SELECT count(*) FROM summaries.outage_users AS hit WHERE hit.outage_id = outages.outage_id);
  END IF;
END
$$;
COMMENT ON FUNCTION summaries.refresh_outages() IS
  'Brings the standing questions on outages up to date with changed_streams.';

CREATE OR REPLACE FUNCTION summaries.refresh_watch_windows()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  IF EXISTS (
    (SELECT l.title_key, l.duration_mins FROM answers.film_lengths() AS l
     EXCEPT SELECT k.title_key, k.duration_mins FROM summaries.film_lengths AS k)
    UNION ALL
    (SELECT k.title_key, k.duration_mins FROM summaries.film_lengths AS k
     EXCEPT SELECT l.title_key, l.duration_mins FROM answers.film_lengths() AS l))
  THEN
    PERFORM summaries.rebuild_watch_windows();
    RETURN;
  END IF;

  INSERT INTO summaries.watch_window_users AS kept (watch_window_id, user_email, inside, by_start)
  SELECT windows.watch_window_id, c.user_email,
    COALESCE(sum(c.weight) FILTER (WHERE w.inside), 0), COALESCE(sum(c.weight) FILTER (WHERE w.by_start), 0)
  FROM summaries.watch_windows AS windows
  JOIN changed_streams AS c ON c.start_at < windows.until_at AND c.end_at > windows.from_at
  JOIN summaries.streamed_titles AS titles ON titles.movie_title = c.movie_title
  JOIN summaries.film_lengths AS lengths ON lengths.title_key = titles.title_key
  CROSS JOIN LATERAL answers.watched(c.start_at, c.end_at, windows.from_at, windows.until_at,
    make_interval(secs => (windows.share * 60 * lengths.duration_mins)::double precision)) AS w
  WHERE w.inside OR w.by_start
  GROUP BY windows.watch_window_id, c.user_email
  ON CONFLICT ON CONSTRAINT watch_window_users_pkey
  DO UPDATE SET inside = kept.inside + EXCLUDED.inside, by_start = kept.by_start + EXCLUDED.by_start;
  IF FOUND THEN
    DELETE FROM summaries.watch_window_users WHERE inside = 0 AND by_start = 0;
    UPDATE summaries.watch_windows AS windows
    SET (users, users_by_start) = (
      SELECT count(*) FILTER (WHERE kept.inside > 0), count(*) FILTER (WHERE kept.by_start > 0)
      FROM summaries.watch_window_users AS kept
      WHERE kept.watch_window_id = windows.watch_window_id);
  END IF;
END
$$;
COMMENT ON FUNCTION summaries.refresh_watch_windows() IS
  'Brings the standing questions on who watched how much up to date with changed_streams; anew where a running time has changed.';

CREATE OR REPLACE FUNCTION summaries.refresh_streams(of_run_id bigint)
RETURNS void
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
  ANALYZE changed_streams;

  INSERT INTO summaries.streamed_titles (movie_title, title_key)
  SELECT titles.movie_title, answers.title_key(titles.movie_title)
  FROM (
    SELECT DISTINCT c.movie_title FROM changed_streams AS c
    EXCEPT SELECT k.movie_title FROM summaries.streamed_titles AS k
  ) AS titles;
  UPDATE summaries.stream_totals SET
    sessions = sessions + COALESCE((SELECT sum(c.weight) FROM changed_streams AS c WHERE c.end_at IS NOT NULL), 0),
    duration = duration + COALESCE((SELECT sum(c.weight * (c.end_at - c.start_at)) FROM changed_streams AS c), interval '0');
  PERFORM summaries.refresh_stream_sizes();
  PERFORM summaries.refresh_outages();
  PERFORM summaries.refresh_watch_windows();
  DROP TABLE changed_streams;
END
$$;
COMMENT ON FUNCTION summaries.refresh_streams(bigint) IS 'Brings all that is kept of app.streams up to a night.';

DO $$
BEGIN
  PERFORM nightjar.register_summary('streams', 'app.streams');
END
$$;
