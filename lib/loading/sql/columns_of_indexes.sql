-- The columns of the indexes of a feed's tables, including those of their expressions and conditions,
-- with the text after the name of the table in the statement that creates the index. Hash indexes can
-- hold a value of any length. $1: the schema; $2: the table.
SELECT
  built.indexrelid AS index_oid,
  substr(made.definition, strpos(made.definition, made.on_table) + length(made.on_table)) AS definition,
  part.attname AS column_name,
  format_type(part.atttypid, part.atttypmod) AS column_type
FROM pg_index AS built
JOIN pg_class AS index_class ON index_class.oid = built.indexrelid
JOIN pg_am AS method
  ON method.oid = index_class.relam
  AND method.amname <> 'hash'
JOIN pg_class AS indexed ON indexed.oid = built.indrelid
CROSS JOIN LATERAL (
  SELECT
    pg_get_indexdef(built.indexrelid) AS definition,
    format('%I.%I ', $1::text, indexed.relname) AS on_table
) AS made
JOIN pg_attribute AS part
  ON part.attrelid = built.indrelid
  AND part.attnum > 0
  AND (part.attnum = ANY (built.indkey)
    OR EXISTS (
      SELECT FROM pg_depend AS needs
      WHERE needs.classid = 'pg_class'::regclass
        AND needs.objid = built.indexrelid
        AND needs.refclassid = 'pg_class'::regclass
        AND needs.refobjid = built.indrelid
        AND needs.refobjsubid = part.attnum))
WHERE built.indrelid IN (
  format('%I.%I', $1::text, $2::text)::regclass,
  format('%I.%I', $1::text, $2::text || '_past')::regclass)
ORDER BY index_oid, part.attnum
