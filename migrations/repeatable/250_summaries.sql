-- How figures stay right without being computed from everything every night.
--
-- A night calls nightjar.after_load() as the last thing before it commits, when
--   - its rows stand in S.T with its run_id, and the versions they replaced in S.T_past with the same,
--   - S.T_staging still holds every row that it inserted, updated or brought back (it may hold others),
--   - nightjar.runs holds its counts, under the names of the tables, if they are to be checked.
-- A summary is then brought up to date by what changed. It is computed anew when it was never built,
-- when it missed a night, when all of the feed is new (a first load), and when the staging table holds
-- fewer rows than the night counted. A reader takes a summary only if no later night was loaded, and
-- otherwise computes from the tables: so a summary can be late, and then costs time, but never wrong.

CREATE OR REPLACE FUNCTION nightjar.summary_is_current(summary_name text)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog
AS $$
  SELECT EXISTS (
    SELECT FROM nightjar.summaries AS s
    WHERE s.summary = summary_name
      AND s.run_id IS NOT NULL
      AND NOT EXISTS (
        SELECT FROM nightjar.runs
        WHERE runs.dataset = s.dataset AND runs.run_id > s.run_id AND runs.outcome = 'loaded'))
$$;
COMMENT ON FUNCTION nightjar.summary_is_current(text) IS
  'Whether a summary holds all that has been loaded. It runs with its owner''s rights, since analysts do not read the ledger.';

CREATE OR REPLACE FUNCTION nightjar.register_summary(summary_name text, of_feed text)
RETURNS void
LANGUAGE sql
AS $$
  INSERT INTO nightjar.summaries (summary, dataset, feed)
  VALUES (summary_name, split_part(of_feed, '.', 1), of_feed)
  ON CONFLICT ON CONSTRAINT summaries_pkey
  DO UPDATE SET dataset = EXCLUDED.dataset, feed = EXCLUDED.feed
$$;
COMMENT ON FUNCTION nightjar.register_summary(text, text) IS 'Has nights of a feed keep a summary. Safe to repeat.';

CREATE OR REPLACE FUNCTION nightjar.rebuild_summary(summary_name text, of_run_id bigint)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE format('SELECT summaries.%I()', 'rebuild_' || summary_name);
  UPDATE nightjar.summaries SET run_id = of_run_id WHERE summary = summary_name;
END
$$;
COMMENT ON FUNCTION nightjar.rebuild_summary(text, bigint) IS
  'Computes a summary anew from the tables, which stand as the given night left them.';

CREATE OR REPLACE FUNCTION nightjar.rebuild_summaries(of_dataset text)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  summary_name text;
BEGIN
  FOR summary_name IN
    SELECT s.summary FROM nightjar.summaries AS s WHERE s.dataset = of_dataset ORDER BY s.summary FOR UPDATE
  LOOP
    PERFORM nightjar.rebuild_summary(summary_name, (
      SELECT max(runs.run_id) FROM nightjar.runs
      WHERE runs.dataset = of_dataset AND runs.outcome = 'loaded'));
  END LOOP;
END
$$;
COMMENT ON FUNCTION nightjar.rebuild_summaries(text) IS
  'Computes all summaries of a dataset anew; for use after its tables were changed by other means than a night.';

CREATE OR REPLACE FUNCTION nightjar.versions_written(of_run_id bigint, of_feed text)
RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT COALESCE(sum(written.value::bigint), 0)::bigint
  FROM nightjar.runs
  CROSS JOIN jsonb_each_text(COALESCE(runs.feeds -> split_part(of_feed, '.', 2), '{}')) AS written
  WHERE runs.run_id = of_run_id AND written.key IN ('inserted', 'updated', 'restored')
$$;
COMMENT ON FUNCTION nightjar.versions_written(bigint, text) IS
  'How many versions a night wrote for a feed, by its counts in the ledger; 0 while there are none.';

CREATE OR REPLACE FUNCTION nightjar.feed_is_new(of_feed text, of_run_id bigint)
RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
  older_rows boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE run_id <> $1)', of_feed::regclass)
  INTO older_rows USING of_run_id;
  RETURN NOT older_rows;
END
$$;
COMMENT ON FUNCTION nightjar.feed_is_new(text, bigint) IS 'Whether every row of a feed was written by the given night.';

CREATE OR REPLACE FUNCTION nightjar.after_load(of_dataset text, of_run_id bigint, at_instant timestamptz)
RETURNS void
LANGUAGE plpgsql
SET seq_page_cost = 0.1  -- what a night changed is in memory still
SET random_page_cost = 0.1
SET jit = off  -- compiling costs more than these queries
SET work_mem = '64MB'  -- a summary built anew groups by films, companies or users
AS $$
DECLARE
  kept record;
  seen bigint;
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
    IF kept.run_id IS NULL OR kept.missed_a_night OR nightjar.feed_is_new(kept.feed, of_run_id) THEN
      PERFORM nightjar.rebuild_summary(kept.summary, of_run_id);
      CONTINUE;
    END IF;
    EXECUTE format('SELECT summaries.%I($1, $2)', 'refresh_' || kept.summary)
    INTO seen USING of_run_id, at_instant;
    IF seen < nightjar.versions_written(of_run_id, kept.feed) THEN
      PERFORM nightjar.rebuild_summary(kept.summary, of_run_id);
    ELSE
      UPDATE nightjar.summaries SET run_id = of_run_id WHERE summary = kept.summary;
    END IF;
  END LOOP;
END
$$;
COMMENT ON FUNCTION nightjar.after_load(text, bigint, timestamptz) IS
  'Brings the summaries of a dataset up to a night; its last step before the commit, while the staging tables are still full.';
