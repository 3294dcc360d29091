-- The columns of a feed's table in their physical order. Constraints such as NOT NULL are left out: a
-- row's size does not depend on them. $1: the schema; $2: the table.
SELECT string_agg(
  format('%I %s%s', part.attname, format_type(part.atttypid, part.atttypmod),
    CASE WHEN part.attcollation <> 0 THEN format(' COLLATE %I.%I', home.nspname, ordering.collname) END),
  ', ' ORDER BY part.attnum) AS columns_of_table
FROM pg_attribute AS part
LEFT JOIN pg_collation AS ordering ON ordering.oid = part.attcollation
LEFT JOIN pg_namespace AS home ON home.oid = ordering.collnamespace
WHERE part.attrelid = format('%I.%I', $1::text, $2::text)::regclass
  AND part.attnum > 0
  AND NOT part.attisdropped
