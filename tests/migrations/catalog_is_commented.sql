-- Fails, naming them, if a schema, relation, column or function of Nightjar has no comment.
-- psql -X -v ON_ERROR_STOP=1 -f catalog_is_commented.sql

DO $$
DECLARE
  silent text;
BEGIN
  WITH schemas AS (
    SELECT n.oid, n.nspname
    FROM pg_catalog.pg_namespace AS n
    WHERE n.nspname = 'nightjar'
      OR n.nspname IN (SELECT data.schema_name FROM nightjar.data_schemas() AS data)
  ),
  relations AS (
    SELECT c.oid, c.relkind
    FROM pg_catalog.pg_class AS c
    JOIN schemas ON schemas.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'c', 'f')
  )
  SELECT string_agg(uncommented.name, ', ' ORDER BY uncommented.name) INTO silent
  FROM (
    SELECT 'schema ' || schemas.nspname AS name
    FROM schemas WHERE obj_description(schemas.oid, 'pg_namespace') IS NULL
    UNION ALL
    SELECT relations.oid::regclass::text
    FROM relations WHERE relations.relkind <> 'c' AND obj_description(relations.oid, 'pg_class') IS NULL
    UNION ALL
    SELECT format('%s.%s', a.attrelid::regclass, a.attname)
    FROM pg_catalog.pg_attribute AS a
    JOIN relations ON relations.oid = a.attrelid
    WHERE a.attnum > 0 AND NOT a.attisdropped AND col_description(a.attrelid, a.attnum) IS NULL
    UNION ALL
    SELECT p.oid::regprocedure::text
    FROM pg_catalog.pg_proc AS p
    JOIN schemas ON schemas.oid = p.pronamespace
    WHERE obj_description(p.oid, 'pg_proc') IS NULL
  ) AS uncommented;
  IF silent IS NOT NULL THEN
    RAISE EXCEPTION 'without a comment: %', silent;
  END IF;
END
$$;
