-- The columns of a table. $1: the schema; $2: the table.
SELECT
  a.attname,
  pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
  a.attnotnull,
  a.atthasdef OR a.attidentity <> '' AS fills_itself
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = $1
  AND c.relname = $2
  AND a.attnum > 0
  AND NOT a.attisdropped
ORDER BY a.attnum
