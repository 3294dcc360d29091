-- What the catalog says of the tables and views of some schemas, in Markdown, a line a row.
-- model.schemas names the schemas.
WITH relations AS (
  SELECT
    c.oid, n.nspname || '.' || c.relname AS name, c.relkind = 'v' AS is_view,
    array_position(string_to_array(current_setting('model.schemas'), ','), n.nspname::text) AS place
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE n.nspname = ANY (string_to_array(current_setting('model.schemas'), ','))
    AND c.relkind IN ('r', 'p', 'v')
    AND c.relname !~ '_(past|staging|history|live)$'
)
SELECT line
FROM (
  SELECT r.place, r.is_view, r.name, 0 AS part, format(E'## %s\n\n%s%s\n\n| column | type | |\n|---|---|---|',
    r.name, CASE WHEN r.is_view THEN 'A view. ' ELSE '' END, obj_description(r.oid, 'pg_class')) AS line
  FROM relations AS r
  UNION ALL
  SELECT r.place, r.is_view, r.name, a.attnum, format('| %s | %s | %s |',
    CASE WHEN a.attnum = ANY (i.indkey) THEN '**' || a.attname || '**' ELSE a.attname END,
    format_type(a.atttypid, a.atttypmod), replace(col_description(r.oid, a.attnum), '|', '\|'))
  FROM relations AS r
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_catalog.pg_index AS i ON i.indrelid = r.oid AND i.indisprimary
  WHERE a.attname NOT IN ('valid_from', 'deleted_at', 'run_id', 'row_id', 'value_fingerprint')
  UNION ALL
  SELECT r.place, r.is_view, r.name, 10000, ''
  FROM relations AS r
) AS lines
ORDER BY place, is_view, name COLLATE "C", part
