-- Every table of a module's or a dataset's schema that has the five bookkeeping columns is a feed's. So a migration
-- that adds a feed, or a column to one, is no more than a CREATE TABLE or an ALTER TABLE and its comments: the
-- migrator calls this after each module's versioned files.

CREATE OR REPLACE FUNCTION nightjar.adopt_feeds(of_schemas text[], only_new boolean)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM nightjar.adopt_feed(c.oid::regclass)
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p')
    AND n.nspname = ANY (of_schemas)
    AND NOT (only_new AND to_regclass(format('%I.%I', n.nspname, c.relname || '_past')) IS NOT NULL)
    AND 5 = (
      SELECT count(*) FROM pg_catalog.pg_attribute AS a
      WHERE a.attrelid = c.oid AND NOT a.attisdropped
        AND (a.attname, a.atttypid) IN (
          ('valid_from', 'timestamptz'::regtype), ('deleted_at', 'timestamptz'::regtype),
          ('run_id', 'bigint'::regtype), ('row_id', 'bigint'::regtype),
          ('value_fingerprint', 'uuid'::regtype)))
  ORDER BY c.oid::regclass::text;
END
$$;
COMMENT ON FUNCTION nightjar.adopt_feeds(text[], boolean) IS
  'Adopts the feeds'' tables of these schemas, or only those without related relations.';
