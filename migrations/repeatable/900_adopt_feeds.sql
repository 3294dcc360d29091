-- Every table with the five bookkeeping columns is a feed's. So a migration that adds a feed, or a
-- column to one, is no more than a CREATE TABLE or an ALTER TABLE and its comments.

DO $$
BEGIN
  PERFORM nightjar.adopt_feed(c.oid::regclass)
  FROM pg_catalog.pg_class AS c
  WHERE c.relkind IN ('r', 'p')
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
