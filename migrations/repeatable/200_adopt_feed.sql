-- What stands beside a feed's table S.T: S.T_past, S.T_staging, S.T_history, S.T_live, S.T_as_of().
-- An engineer writes CREATE TABLE S.T with the feed's columns and the five bookkeeping columns,
-- and comments; 900_adopt_feeds.sql calls adopt_feed() for every such table.

CREATE OR REPLACE FUNCTION nightjar.feed_columns(feed regclass)
RETURNS TABLE (name text, definition text, type text, comment text)
LANGUAGE sql STABLE
AS $$
  SELECT
    a.attname::text,
    quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
      || CASE WHEN a.attcollation <> t.typcollation
           THEN format(' COLLATE %I.%I', n.nspname, c.collname) ELSE '' END,
    format_type(a.atttypid, a.atttypmod),
    col_description(a.attrelid, a.attnum)
  FROM pg_catalog.pg_attribute AS a
  JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_collation AS c ON c.oid = a.attcollation
  LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.collnamespace
  WHERE a.attrelid = feed AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attname NOT IN ('valid_from', 'deleted_at', 'run_id', 'row_id', 'value_fingerprint')
  ORDER BY a.attnum
$$;
COMMENT ON FUNCTION nightjar.feed_columns(regclass) IS
  'The data columns of a feed''s table in their order: all except the five bookkeeping columns.';

CREATE OR REPLACE FUNCTION nightjar.replace_view(view text, definition text)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  remembered jsonb;
BEGIN
  EXECUTE format('CREATE OR REPLACE VIEW %s AS %s', view, definition);
EXCEPTION
  -- CREATE OR REPLACE can only add columns. What people built on the view is made again after it.
  WHEN invalid_table_definition OR feature_not_supported THEN
    remembered := nightjar.set_aside_named(ARRAY[view]);
    EXECUTE format('CREATE OR REPLACE VIEW %s AS %s', view, definition);
    PERFORM nightjar.put_back(remembered);
END
$$;
COMMENT ON FUNCTION nightjar.replace_view(text, text) IS
  'Creates a view, or replaces it in place; if the columns do not allow that, drops it and creates it again with all dependent objects.';

CREATE OR REPLACE FUNCTION nightjar.columns_in_order(view text, wanted text[])
RETURNS text[]
LANGUAGE sql STABLE
AS $$
  SELECT array_agg(w.name ORDER BY a.attnum NULLS LAST, w.place)
  FROM unnest(wanted) WITH ORDINALITY AS w (name, place)
  LEFT JOIN pg_catalog.pg_attribute AS a
    ON a.attrelid = to_regclass(view) AND a.attname = w.name AND NOT a.attisdropped
$$;
COMMENT ON FUNCTION nightjar.columns_in_order(text, text[]) IS
  'The wanted columns in the order of the existing view, new ones at the end: so the view can be replaced in place.';

CREATE OR REPLACE FUNCTION nightjar.comment_feed_column(relation regclass, column_name text, note text)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', relation, column_name, note);
END
$$;
COMMENT ON FUNCTION nightjar.comment_feed_column(regclass, text, text) IS 'Sets the comment of one column.';

CREATE OR REPLACE FUNCTION nightjar.adopt_past(feed regclass, past text)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  wanted record;
  first_key text;
  present_type text;
BEGIN
  IF to_regclass(past) IS NULL THEN
    EXECUTE format(
      'CREATE TABLE %s (%s, valid_from timestamptz NOT NULL, valid_to timestamptz NOT NULL, run_id bigint NOT NULL)',
      past, (SELECT string_agg(c.definition, ', ') FROM nightjar.feed_columns(feed) AS c));
    -- By the key's first column only: equal values share an index entry, so that a night's additions
    -- touch few pages however deep the history is. Ranges of time and nights need no more than BRIN,
    -- since the table only grows. What is not summarised in it is read by every search, so that
    -- autovacuum is told of each range that has filled.
    SELECT quote_ident(a.attname) INTO first_key
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = feed AND i.indisprimary;
    EXECUTE format('CREATE INDEX ON %s (%s)', past, first_key);
    EXECUTE format('CREATE INDEX ON %s USING brin (run_id, valid_to) WITH (pages_per_range = 16, autosummarize = on)', past);
  END IF;

  FOR wanted IN
    SELECT c.name, c.definition, c.type FROM nightjar.feed_columns(feed) AS c
  LOOP
    present_type := (
      SELECT format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_attribute AS a
      WHERE a.attrelid = past::regclass AND a.attname = wanted.name AND NOT a.attisdropped);
    IF present_type IS NULL THEN
      EXECUTE format('ALTER TABLE %s ADD COLUMN %s', past, wanted.definition);
    ELSIF present_type <> wanted.type THEN
      RAISE EXCEPTION 'column % is % in % but % in %', wanted.name, wanted.type, feed, present_type, past
        USING HINT = format('Let one more migration retype it in all tables and views: SELECT nightjar.retype_column(%L, %L, %L);',
          feed, wanted.name, wanted.type);
    END IF;
  END LOOP;

  FOR wanted IN
    SELECT a.attname AS name FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = past::regclass AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attname NOT IN ('valid_from', 'valid_to', 'run_id')
      AND a.attname NOT IN (SELECT c.name FROM nightjar.feed_columns(feed) AS c)
  LOOP
    RAISE EXCEPTION 'column % is in % but no longer in %', wanted.name, past, feed
      USING HINT = format('If it has another name now, let one more migration say so: SELECT nightjar.rename_column(%L, %L, ''its new name''); if its history may go: SELECT nightjar.drop_column(%L, %L); otherwise add it to %s again.',
        feed, wanted.name, feed, wanted.name, feed);
  END LOOP;
END
$$;
COMMENT ON FUNCTION nightjar.adopt_past(regclass, text) IS
  'Creates the table of a feed''s closed versions, or adds missing columns. It never drops a column or changes its type: that is for a migration.';

CREATE OR REPLACE FUNCTION nightjar.adopt_staging(feed regclass, staging text)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  columns_wanted text;
  columns_present text;
BEGIN
  SELECT string_agg(c.definition, ', ')
    || ', record bigint, spoiled boolean, known_row_id bigint'
  INTO columns_wanted FROM nightjar.feed_columns(feed) AS c;

  IF to_regclass(staging) IS NOT NULL THEN
    SELECT string_agg(c.definition, ', ')
    INTO columns_present FROM nightjar.feed_columns(to_regclass(staging)) AS c;
    IF columns_present IS DISTINCT FROM columns_wanted THEN
      EXECUTE format('DROP TABLE %s', staging);  -- nothing is kept in it between nights
    END IF;
  END IF;
  EXECUTE format('CREATE UNLOGGED TABLE IF NOT EXISTS %s (%s, row_id bigint, value_fingerprint uuid)',
    staging, columns_wanted);
  -- In the middle of a night autovacuum would find no row, since none is committed, and have the planner
  -- believe it. There is nothing to clean either: each night empties the table.
  EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', staging);
END
$$;
COMMENT ON FUNCTION nightjar.adopt_staging(regclass, text) IS
  'Creates the unlogged table into which a night copies what may have changed, again if the feed''s columns have changed.';

CREATE OR REPLACE FUNCTION nightjar.adopt_readers(
  feed regclass, past text, history text, live text, as_of text)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  data_columns text[] := ARRAY(SELECT c.name FROM nightjar.feed_columns(feed) AS c);
  history_columns text[] := nightjar.columns_in_order(history, data_columns || ARRAY['valid_from', 'valid_to']);
  live_columns text[] := nightjar.columns_in_order(live, data_columns || ARRAY['valid_from']);
  rows_then text;
BEGIN
  PERFORM nightjar.replace_view(history, format(
    'SELECT %s FROM %s UNION ALL SELECT %s FROM %s',
    (SELECT string_agg(quote_ident(c), ', ') FROM unnest(history_columns) AS c), past,
    (SELECT string_agg(CASE c WHEN 'valid_to' THEN 'deleted_at AS valid_to' ELSE quote_ident(c) END, ', ')
      FROM unnest(history_columns) AS c), feed));

  PERFORM nightjar.replace_view(live, format(
    'SELECT %s FROM %s WHERE deleted_at IS NULL',
    (SELECT string_agg(quote_ident(c), ', ') FROM unnest(live_columns) AS c), feed));

  -- From the history rather than from the tables beneath: then who may read that may call this.
  rows_then := format(
    'SELECT %s FROM %s AS h WHERE h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1)',
    (SELECT string_agg('h.' || quote_ident(c), ', ') FROM unnest(live_columns) AS c), history);
  -- It returns the row type of S.T_live rather than a list of columns: only a row type carries the key's
  -- collation, without which a condition on the key would not find the index.
  EXECUTE CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'citus') THEN
    -- Citus cannot plan a parametrised SQL function over distributed tables.
    format('CREATE OR REPLACE FUNCTION %s(timestamptz) RETURNS SETOF %s LANGUAGE plpgsql STABLE AS %L',
      as_of, live, format('BEGIN RETURN QUERY %s; END', rows_then))
  ELSE
    -- A plain SQL body is merged into the query that calls it, so that its conditions reach the tables.
    format('CREATE OR REPLACE FUNCTION %s(timestamptz) RETURNS SETOF %s LANGUAGE sql STABLE AS %L',
      as_of, live, rows_then)
  END;
END
$$;
COMMENT ON FUNCTION nightjar.adopt_readers(regclass, text, text, text, text) IS
  'Creates or updates the views of a feed''s history and live rows and the function for its rows at an instant.';

CREATE OR REPLACE FUNCTION nightjar.comment_feed(
  feed regclass, past regclass, staging regclass, history regclass, live regclass, as_of text)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE format('COMMENT ON TABLE %s IS %L', past, format(
    'Closed versions of %s: each row as it was before an update or a restore. It only grows.', feed));
  EXECUTE format('COMMENT ON TABLE %s IS %L', staging, format(
    'Work space of the nights of %s. Before a night commits it has exactly the versions that the night writes; the next one empties it.', feed));
  EXECUTE format('COMMENT ON VIEW %s IS %L', history, format(
    'Every version of %s, each valid in [valid_from, valid_to). Gaps between versions are deletions.', feed));
  EXECUTE format('COMMENT ON VIEW %s IS %L', live, format(
    'The rows of the newest dump of %s: those that are not deleted.', feed));
  EXECUTE format('COMMENT ON FUNCTION %s(timestamptz) IS %L', as_of, format(
    'The rows of %s as they were live at the given instant.', feed));

  PERFORM nightjar.comment_feed_column(relation, c.name, c.comment)
  FROM nightjar.feed_columns(feed) AS c
  CROSS JOIN unnest(ARRAY[past, staging, history, live]) AS relation;

  PERFORM nightjar.comment_feed_column(notes.relation, notes.column_name, notes.note)
  FROM (VALUES
    (feed, 'valid_from', 'Since when this version holds.'),
    (feed, 'deleted_at', 'Since when the vendor no longer lists the row; null while it does.'),
    (feed, 'run_id', 'The night that wrote this row, as in nightjar.runs.'),
    (feed, 'row_id', 'Nightjar''s own number of the row; it stays the same through all versions.'),
    (feed, 'value_fingerprint', 'XXH3-128 of the typed values: equal for equal rows, whatever the dump looked like.'),
    (past, 'valid_from', 'Since when this version held.'),
    (past, 'valid_to', 'Until when it held; that instant excluded.'),
    (past, 'run_id', 'The night that replaced this version by another, as in nightjar.runs.'),
    (staging, 'record', 'The record''s place in the dump, counted from 0.'),
    (staging, 'spoiled', 'True for a record whose key could be read and whose values do not fit.'),
    (staging, 'row_id', 'The row it becomes, should its key be new.'),
    (staging, 'value_fingerprint', 'Fingerprint of its values.'),
    (staging, 'known_row_id', 'The row with its key; null where there is none.'),
    (history, 'valid_from', 'Since when this version holds.'),
    (history, 'valid_to', 'Until when it held, that instant excluded; null while it holds.'),
    (live, 'valid_from', 'Since when this version holds.')
  ) AS notes (relation, column_name, note);
END
$$;
COMMENT ON FUNCTION nightjar.comment_feed(regclass, regclass, regclass, regclass, regclass, text) IS
  'Sets the comments of the relations that belong to a feed''s table; columns inherit the comments of the table.';

CREATE OR REPLACE FUNCTION nightjar.adopt_feed(feed regclass)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  schema_name text;
  table_name text;
  past text;
  staging text;
  history text;
  live text;
  as_of text;
BEGIN
  SELECT n.nspname, c.relname INTO STRICT schema_name, table_name
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.oid = feed;
  IF length(table_name) > 50 THEN
    RAISE EXCEPTION 'the feed''s name % is too long', table_name
      USING HINT = 'PostgreSQL''s names end after 63 bytes: give the table a name of at most 50.';
  END IF;
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_index AS i WHERE i.indrelid = feed AND i.indisprimary) THEN
    RAISE EXCEPTION 'table %.% has no primary key', schema_name, table_name
      USING HINT = 'A feed is compared by its key: add CONSTRAINT … PRIMARY KEY (…).';
  END IF;
  past := format('%I.%I', schema_name, table_name || '_past');
  staging := format('%I.%I', schema_name, table_name || '_staging');
  history := format('%I.%I', schema_name, table_name || '_history');
  live := format('%I.%I', schema_name, table_name || '_live');
  as_of := format('%I.%I', schema_name, table_name || '_as_of');

  PERFORM nightjar.adopt_past(feed, past);
  PERFORM nightjar.adopt_staging(feed, staging);
  PERFORM nightjar.adopt_readers(feed, past, history, live, as_of);
  PERFORM nightjar.comment_feed(feed, past, staging, history, live, as_of);
  -- Room for a version on the page of the one it replaces: then no index has to learn of it.
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_class AS c
    WHERE c.oid = feed AND array_to_string(c.reloptions, ',') LIKE '%fillfactor=%')
  THEN
    EXECUTE format('ALTER TABLE %I.%I SET (fillfactor = 90)', schema_name, table_name);
  END IF;
  INSERT INTO nightjar.feeds (feed, dataset) VALUES (schema_name || '.' || table_name, schema_name)
  ON CONFLICT ON CONSTRAINT feeds_pkey DO NOTHING;
  IF (SELECT feeds.is_found_by_row_id FROM nightjar.feeds WHERE feeds.feed = schema_name || '.' || table_name) THEN
    -- Not unique: on Citus only keys that hold the distribution column can be.
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %I.%I (row_id)', table_name || '_row_id', schema_name, table_name);
  END IF;
END
$$;
COMMENT ON FUNCTION nightjar.adopt_feed(regclass) IS
  'Creates, or updates to the columns of the table, all relations that belong to a feed''s table, and registers the feed. It can be repeated.';
