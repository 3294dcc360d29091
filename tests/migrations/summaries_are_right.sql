-- Fails, naming the view, if an answer or a report read from summaries differs from the same computed
-- from the tables. Changes nothing. To be run on a database with some nights behind it.
-- psql -X -v ON_ERROR_STOP=1 -f summaries_are_right.sql

BEGIN;
CREATE TEMPORARY TABLE told (stage text, view_name text, line jsonb) ON COMMIT DROP;

CREATE FUNCTION pg_temp.tell(of_stage text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  view_name text;
BEGIN
  FOR view_name IN
    SELECT c.oid::regclass::text
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind = 'v' AND n.nspname IN ('answers', 'reports')
  LOOP
    EXECUTE format('INSERT INTO told SELECT %L, %L, to_jsonb(v) FROM %s AS v', of_stage, view_name, view_name);
  END LOOP;
END
$$;

DO $$
DECLARE
  wrong text;
BEGIN
  PERFORM pg_temp.tell('kept');
  UPDATE nightjar.summaries SET run_id = NULL;
  PERFORM pg_temp.tell('computed');
  SELECT string_agg(DISTINCT differing.view_name, ', ') INTO wrong
  FROM (
    SELECT told.view_name, told.line
    FROM told
    GROUP BY told.view_name, told.line
    HAVING count(*) FILTER (WHERE told.stage = 'kept') <> count(*) FILTER (WHERE told.stage = 'computed')
  ) AS differing;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'kept and computed differ in: %', wrong;
  END IF;
END
$$;
ROLLBACK;
