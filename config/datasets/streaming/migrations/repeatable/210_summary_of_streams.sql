-- What is kept of app.streams. A refresh adds the versions that the night wrote (weight 1) and takes
-- away those they replaced (weight -1).

CREATE OR REPLACE FUNCTION streaming_summaries.stream_sizes_to_keep(sampled_rows bigint)
RETURNS TABLE (from_mb double precision, to_mb double precision)
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
COMMENT ON FUNCTION streaming_summaries.stream_sizes_to_keep(bigint) IS
  'The sizes around the median of this many rows, read at random places; of all rows for null.';

CREATE OR REPLACE FUNCTION streaming_summaries.stream_median_is_kept()
RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (
    SELECT FROM streaming_summaries.stream_size_range AS r
    WHERE (r.below + r.within + r.above + 1) / 2 > r.below
      AND (r.below + r.within + r.above) / 2 + 1 <= r.below + r.within)
$$;
COMMENT ON FUNCTION streaming_summaries.stream_median_is_kept() IS
  'Whether the median of all sessions lies in the range of which the exact sizes are kept.';

CREATE OR REPLACE FUNCTION streaming_summaries.median_stream_megabytes()
RETURNS double precision
LANGUAGE sql STABLE
AS $$
  -- As percentile_cont does: the middle one, or halfway between the two in the middle. Both are looked for
  -- by their place among the sizes that are kept.
  SELECT middle.lower + 0.5 * (middle.upper - middle.lower)
  FROM (
    SELECT
      min(sizes.size_mb) FILTER (
        WHERE sizes.up_to >= (SELECT (r.below + r.within + r.above + 1) / 2 - r.below FROM streaming_summaries.stream_size_range AS r)
      ) AS lower,
      min(sizes.size_mb) FILTER (
        WHERE sizes.up_to >= (SELECT (r.below + r.within + r.above) / 2 + 1 - r.below FROM streaming_summaries.stream_size_range AS r)
      ) AS upper
    FROM (
      SELECT s.size_mb, sum(s.sessions) OVER (ORDER BY s.size_mb ROWS UNBOUNDED PRECEDING) AS up_to
      FROM streaming_summaries.stream_sizes AS s
    ) AS sizes
  ) AS middle
  WHERE streaming_summaries.stream_median_is_kept()
$$;
COMMENT ON FUNCTION streaming_summaries.median_stream_megabytes() IS
  'The median size of all sessions; null where the exact sizes around it are not kept.';

-- Standing questions on outages -------------------------------------------------------------------

CREATE OR REPLACE FUNCTION streaming_summaries.gather_streams(from_mb double precision, to_mb double precision)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  asked_titles text[] := ARRAY(
    SELECT titles.movie_title
    FROM streaming_summaries.streamed_titles AS titles
    WHERE titles.title_key IN (SELECT outages.title_key FROM streaming_summaries.outages));
  first_at timestamptz := (SELECT min(outages.from_at) FROM streaming_summaries.outages);
  last_at timestamptz := (SELECT max(outages.until_at) FROM streaming_summaries.outages);
BEGIN
  -- CREATE TABLE AS, unlike INSERT, reads with parallel workers.
  CREATE TEMPORARY TABLE changed_streams ON COMMIT DROP AS
    SELECT 1::bigint AS weight, s.movie_title, s.user_email, s.size_mb, s.start_at, s.end_at
    FROM app.streams AS s
    WHERE s.size_mb BETWEEN from_mb AND to_mb
      OR (answers.in_progress(s.start_at, s.end_at, first_at, last_at) AND s.movie_title = ANY (asked_titles));
END
$$;
COMMENT ON FUNCTION streaming_summaries.gather_streams(double precision, double precision) IS
  'Makes the table changed_streams of all sessions with a size in the range, and all that an outage may have hit.';

CREATE OR REPLACE FUNCTION streaming_summaries.refresh_outages()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  WITH changed AS (
    SELECT outages.outage_id, c.user_email, sum(c.weight) AS sessions
    FROM streaming_summaries.outages
    JOIN streaming_summaries.streamed_titles AS titles ON titles.title_key = outages.title_key
    JOIN changed_streams AS c ON c.movie_title = titles.movie_title
      AND answers.in_progress(c.start_at, c.end_at, outages.from_at, outages.until_at)
    GROUP BY outages.outage_id, c.user_email
    HAVING sum(c.weight) <> 0
  ),
  added AS (
    INSERT INTO streaming_summaries.outage_users AS kept (outage_id, user_email, sessions)
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
  UPDATE streaming_summaries.outages
  SET users = outages.users + difference.users
  FROM difference
  WHERE difference.outage_id = outages.outage_id;
END
$$;
COMMENT ON FUNCTION streaming_summaries.refresh_outages() IS
  'Updates the standing questions on outages from changed_streams.';

CREATE OR REPLACE FUNCTION streaming_summaries.rebuild_outages()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM streaming_summaries.outage_users;
  UPDATE streaming_summaries.outages SET users = 0;
  PERFORM streaming_summaries.gather_streams(NULL, NULL);
  PERFORM streaming_summaries.refresh_outages();
  DROP TABLE changed_streams;
END
$$;
COMMENT ON FUNCTION streaming_summaries.rebuild_outages() IS 'Answers the standing questions on outages from all sessions.';

-- All else that is kept of sessions ---------------------------------------------------------------

CREATE OR REPLACE FUNCTION streaming_summaries.rebuild_streams_by_sample(sampled_rows bigint)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  sizes record;
BEGIN
  SELECT s.from_mb, s.to_mb INTO sizes FROM streaming_summaries.stream_sizes_to_keep(sampled_rows) AS s;
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

  DELETE FROM streaming_summaries.streamed_titles;
  INSERT INTO streaming_summaries.streamed_titles (movie_title, title_key)
  SELECT r.movie_title, answers.title_key(r.movie_title) FROM rebuilt_titles AS r;
  ANALYZE streaming_summaries.streamed_titles;
  DELETE FROM streaming_summaries.stream_totals;
  INSERT INTO streaming_summaries.stream_totals (sessions, duration, longest)
  SELECT COALESCE(sum(r.sessions), 0), COALESCE(sum(r.duration), interval '0'), max(r.longest) FROM rebuilt_titles AS r;

  PERFORM streaming_summaries.gather_streams(sizes.from_mb, sizes.to_mb);
  DELETE FROM streaming_summaries.stream_sizes;
  INSERT INTO streaming_summaries.stream_sizes (size_mb, sessions)
  SELECT c.size_mb, count(*) FROM changed_streams AS c
  WHERE c.size_mb BETWEEN sizes.from_mb AND sizes.to_mb
  GROUP BY c.size_mb ORDER BY c.size_mb;
  DELETE FROM streaming_summaries.stream_size_range;
  INSERT INTO streaming_summaries.stream_size_range (from_mb, to_mb, below, within, above)
  SELECT sizes.from_mb, sizes.to_mb, sum(r.below), (SELECT sum(s.sessions) FROM streaming_summaries.stream_sizes AS s), sum(r.above)
  FROM rebuilt_titles AS r
  HAVING sizes.from_mb IS NOT NULL;
  ANALYZE streaming_summaries.stream_sizes;

  DELETE FROM streaming_summaries.outage_users;
  UPDATE streaming_summaries.outages SET users = 0;
  PERFORM streaming_summaries.refresh_outages();
  DROP TABLE rebuilt_titles, changed_streams;
END
$$;
COMMENT ON FUNCTION streaming_summaries.rebuild_streams_by_sample(bigint) IS
  'Computes the summaries of app.streams again, except the watch windows. With a sample the median may be missed; with all rows (null) it is not.';

CREATE OR REPLACE FUNCTION streaming_summaries.rebuild_streams()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM streaming_summaries.rebuild_streams_by_sample(100000);
  IF NOT streaming_summaries.stream_median_is_kept() THEN
    PERFORM streaming_summaries.rebuild_streams_by_sample(NULL);
  END IF;
  PERFORM streaming_summaries.rebuild_watch_windows();
END
$$;
COMMENT ON FUNCTION streaming_summaries.rebuild_streams() IS 'Computes all summaries of app.streams again.';

CREATE OR REPLACE FUNCTION streaming_summaries.refresh_stream_sizes()
RETURNS boolean
LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE streaming_summaries.stream_size_range AS r
  SET (below, within, above) = (
    SELECT
      r.below + COALESCE(sum(c.weight) FILTER (WHERE c.size_mb < r.from_mb), 0),
      r.within + COALESCE(sum(c.weight) FILTER (WHERE c.size_mb BETWEEN r.from_mb AND r.to_mb), 0),
      r.above + COALESCE(sum(c.weight) FILTER (WHERE c.size_mb > r.to_mb), 0)
    FROM changed_streams AS c);
  INSERT INTO streaming_summaries.stream_sizes AS kept (size_mb, sessions)
  SELECT c.size_mb, sum(c.weight)
  FROM changed_streams AS c
  JOIN streaming_summaries.stream_size_range AS r ON c.size_mb BETWEEN r.from_mb AND r.to_mb
  GROUP BY c.size_mb
  HAVING sum(c.weight) <> 0
  ON CONFLICT ON CONSTRAINT stream_sizes_pkey DO UPDATE SET sessions = kept.sessions + EXCLUDED.sessions;
  RETURN CASE
    WHEN EXISTS (SELECT FROM streaming_summaries.stream_size_range) THEN streaming_summaries.stream_median_is_kept()
    ELSE NOT EXISTS (SELECT FROM changed_streams AS c WHERE c.size_mb IS NOT NULL)
  END;
END
$$;
COMMENT ON FUNCTION streaming_summaries.refresh_stream_sizes() IS
  'Updates the sizes around the median from changed_streams; false if the median is no longer among them. A size without sessions stays, with the count 0.';

CREATE OR REPLACE FUNCTION streaming_summaries.refresh_streams(of_run_id bigint)
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

  INSERT INTO streaming_summaries.streamed_titles (movie_title, title_key)
  SELECT titles.movie_title, answers.title_key(titles.movie_title)
  FROM (
    SELECT c.movie_title FROM changed_streams AS c
    EXCEPT SELECT k.movie_title FROM streaming_summaries.streamed_titles AS k
  ) AS titles;
  UPDATE streaming_summaries.stream_totals AS totals
  SET (sessions, duration, longest) = (
    SELECT
      totals.sessions + COALESCE(sum(c.weight) FILTER (WHERE c.end_at IS NOT NULL), 0),
      totals.duration + COALESCE(sum(c.weight * (c.end_at - c.start_at)), interval '0'),
      GREATEST(totals.longest, max(c.end_at - c.start_at))
    FROM changed_streams AS c);
  IF NOT streaming_summaries.refresh_stream_sizes() THEN
    DROP TABLE changed_streams;
    PERFORM streaming_summaries.rebuild_streams();
    RETURN;
  END IF;
  PERFORM streaming_summaries.refresh_outages();
  PERFORM streaming_summaries.refresh_watch_windows(of_run_id);
  DROP TABLE changed_streams;
END
$$;
COMMENT ON FUNCTION streaming_summaries.refresh_streams(bigint) IS 'Updates all summaries of app.streams for a night.';

DO $$
BEGIN
  PERFORM nightjar.register_summary('streaming_summaries.streams', 'app.streams');
END
$$;
