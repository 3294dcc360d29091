-- How figures stay right without being computed from everything every night. For a dataset whose YAML says
--   after_load: nightjar.refresh_summaries
-- A module that keeps other things up to date names a function of its own there.
--
-- A night calls the function as the last thing before it commits, when
--   - S.T_staging holds exactly the versions that it wrote: inserted, updated or restored; or nothing where it
--     filled an empty table directly,
--   - S.T_past holds the versions that these replaced, with its run_id,
--   - nightjar.runs holds its outcome, and its counts under the names of the tables.
-- A summary is then brought up to date from these two tables alone. It is computed from all rows when it was never
-- built, when it missed a night, and when the staging table does not hold as many versions as the night counted, as
-- after a first load. A reader takes a summary only if no later night was loaded, and otherwise computes from the
-- tables: so a summary can be late, and then costs time, but never wrong. Deletions change no summary, since
-- deleted rows still count.
--
-- `nightjar migrate` calls the function without a night, as its last step in a module: so what the module adds is
-- built at once rather than by the next night. Where a migration changes what a summary means, it has it rebuilt:
--   UPDATE nightjar.summaries SET run_id = NULL WHERE summary = '…';

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
  'Whether a summary includes everything that has been loaded. It runs with its owner''s privileges, since analysts may not read the ledger.';

CREATE OR REPLACE FUNCTION nightjar.register_summary(summary_name text, of_feed text)
RETURNS void
LANGUAGE sql
AS $$
  INSERT INTO nightjar.summaries (summary, dataset, feed)
  VALUES (summary_name, split_part(of_feed, '.', 1), of_feed)
  ON CONFLICT ON CONSTRAINT summaries_pkey
  DO UPDATE SET dataset = EXCLUDED.dataset, feed = EXCLUDED.feed
$$;
COMMENT ON FUNCTION nightjar.register_summary(text, text) IS
  'Lets nights of a feed keep a summary up to date, given by its schema and its name. It can be repeated.';

CREATE OR REPLACE FUNCTION nightjar.note_summaries(of_dataset text)
RETURNS void
LANGUAGE sql
AS $$
  UPDATE nightjar.summaries
  SET run_id = (
    SELECT max(runs.run_id) FROM nightjar.runs
    WHERE runs.dataset = of_dataset AND runs.outcome = 'loaded')
  WHERE dataset = of_dataset
$$;
COMMENT ON FUNCTION nightjar.note_summaries(text) IS
  'Records that all summaries of a dataset are up to date with its tables.';

CREATE OR REPLACE FUNCTION nightjar.rebuild_summary(summary_name text)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE format('SELECT %I.%I()', split_part(summary_name, '.', 1), 'rebuild_' || split_part(summary_name, '.', 2));
END
$$;
COMMENT ON FUNCTION nightjar.rebuild_summary(text) IS 'Computes one summary from all rows.';

CREATE OR REPLACE FUNCTION nightjar.rebuild_summaries(of_dataset text)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM nightjar.rebuild_summary(kept.summary)
  FROM (SELECT s.summary FROM nightjar.summaries AS s WHERE s.dataset = of_dataset ORDER BY s.summary FOR UPDATE) AS kept;
  PERFORM nightjar.note_summaries(of_dataset);
END
$$;
COMMENT ON FUNCTION nightjar.rebuild_summaries(text) IS
  'Computes all summaries of a dataset from all rows; for use after its tables were changed by other means than a night.';

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
  'How many versions a night wrote for a feed, by its counts in the ledger; 0 if there are none yet.';

CREATE OR REPLACE FUNCTION nightjar.versions_staged(of_feed text)
RETURNS bigint
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
COMMENT ON FUNCTION nightjar.versions_staged(text) IS 'How many records are in a feed''s staging table.';

CREATE OR REPLACE FUNCTION nightjar.refresh_summaries(of_dataset text, of_run_id bigint)
RETURNS void
LANGUAGE plpgsql
SET seq_page_cost = 0.1  -- what a night changed is in memory still
SET random_page_cost = 0.1
SET jit = off  -- compiling costs more than these queries
SET work_mem = '64MB'  -- a summary that is rebuilt groups by films, companies or users
AS $$
DECLARE
  kept record;
BEGIN
  FOR kept IN
    SELECT s.summary, s.feed, s.run_id,
      EXISTS (
        SELECT FROM nightjar.runs
        WHERE runs.dataset = of_dataset AND runs.outcome = 'loaded'
          AND runs.run_id > s.run_id AND runs.run_id IS DISTINCT FROM of_run_id) AS missed_a_night
    FROM nightjar.summaries AS s
    WHERE s.dataset = of_dataset
    ORDER BY s.summary
    FOR UPDATE OF s
  LOOP
    IF kept.run_id IS NULL OR kept.missed_a_night
      OR nightjar.versions_staged(kept.feed) <> nightjar.versions_written(of_run_id, kept.feed) AND of_run_id IS NOT NULL
    THEN
      PERFORM nightjar.rebuild_summary(kept.summary);
    ELSIF of_run_id IS NOT NULL THEN
      EXECUTE format('SELECT %I.%I($1)', split_part(kept.summary, '.', 1), 'refresh_' || split_part(kept.summary, '.', 2))
      USING of_run_id;
    END IF;
  END LOOP;
  PERFORM nightjar.note_summaries(of_dataset);
END
$$;
COMMENT ON FUNCTION nightjar.refresh_summaries(text, bigint) IS
  'Updates the summaries of a dataset for a night; its last step before the commit, while the staging tables are still full. Without a night (null) rebuilds those that are out of date.';
