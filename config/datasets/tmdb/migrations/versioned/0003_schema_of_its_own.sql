-- Before there were modules the summaries of all datasets were in one schema, summaries. These are moved out of it,
-- with all that was granted on them; in a database that never had that schema there is nothing to do. The views and
-- functions beneath are brought up to date by the repeatable files.

CREATE SCHEMA IF NOT EXISTS tmdb_summaries;
COMMENT ON SCHEMA tmdb_summaries IS
  'Figures of tmdb that every night brings up to date within its own transaction; what reports read. Not for direct use.';

DO $$
DECLARE
  moved record;
  relations text[] := ARRAY[
    'company_names',
    'companies',
    'company_years',
    'genre_years',
    'company_year_genres',
    'film_ratings'];
  -- The functions of these summaries, by what their names have in common.
  routines text := 'film|compan|genre_year|^digest$|^short_form$';
  roles text := (
    SELECT string_agg(quote_ident(r.rolname), ', ') FROM pg_catalog.pg_roles AS r
    WHERE r.rolname IN (SELECT known.role_name FROM nightjar.roles() AS known));
BEGIN
  IF NOT EXISTS (SELECT FROM nightjar.summaries AS s WHERE s.summary IN ('films', 'film_ratings')) THEN
    RETURN;
  END IF;
  FOR moved IN
    SELECT c.oid::regclass AS relation FROM pg_catalog.pg_class AS c
    WHERE c.relnamespace = 'summaries'::regnamespace AND c.relname = ANY (relations)
  LOOP
    EXECUTE format('ALTER TABLE %s SET SCHEMA tmdb_summaries', moved.relation);
  END LOOP;
  FOR moved IN
    SELECT p.oid::regprocedure AS routine, p.oid::regprocedure::text AS called FROM pg_catalog.pg_proc AS p
    WHERE p.pronamespace = 'summaries'::regnamespace AND p.proname ~ routines
  LOOP
    -- Whoever may use the schema may call its functions, which run with the caller's rights.
    EXECUTE format('GRANT EXECUTE ON ROUTINE %s TO PUBLIC', moved.called);
    IF roles IS NOT NULL THEN
      EXECUTE format('REVOKE ALL ON ROUTINE %s FROM %s', moved.called, roles);
    END IF;
    EXECUTE format('ALTER ROUTINE %s SET SCHEMA tmdb_summaries', moved.called);
  END LOOP;
  -- Comments call the tables by their schema.
  FOR moved IN
    SELECT c.oid::regclass AS relation, a.attname, regexp_replace(d.description, '\msummaries\.', 'tmdb_summaries.', 'g') AS note
    FROM pg_catalog.pg_description AS d
    JOIN pg_catalog.pg_class AS c ON d.classoid = 'pg_catalog.pg_class'::regclass AND c.oid = d.objoid
    LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0
    WHERE c.relnamespace = 'tmdb_summaries'::regnamespace AND d.description ~ '\msummaries\.'
  LOOP
    EXECUTE format('COMMENT ON %s IS %L',
      CASE WHEN moved.attname IS NULL THEN format('TABLE %s', moved.relation)
        ELSE format('COLUMN %s.%I', moved.relation, moved.attname) END,
      moved.note);
  END LOOP;
  UPDATE nightjar.summaries SET summary = 'tmdb_summaries.' || summary WHERE summary IN ('films', 'film_ratings');
  -- The last module to leave takes the empty schema along.
  BEGIN
    DROP SCHEMA summaries RESTRICT;
  EXCEPTION
    WHEN dependent_objects_still_exist THEN NULL;
  END;
END
$$;
