-- The statements that drop the table's indexes and create them again, including the primary key. An
-- index that another object depends on is kept, and all are if this user does not own the table and so
-- may not drop them. $1: the schema; $2: the table.
WITH target AS (
  SELECT format('%I.%I', $1::text, $2::text) AS name
),
indexes AS (
  SELECT
    target.name,
    built.indexrelid AS index_oid,
    made_by.oid AS constraint_oid,
    made_by.conname AS constraint_name
  FROM target
  JOIN pg_class AS owned
    ON owned.oid = target.name::regclass
    AND pg_has_role(owned.relowner, 'USAGE')
  JOIN pg_index AS built ON built.indrelid = owned.oid
  LEFT JOIN pg_constraint AS made_by
    ON made_by.conindid = built.indexrelid
    AND made_by.conrelid = built.indrelid
)
SELECT
  CASE
    WHEN constraint_oid IS NULL THEN format('DROP INDEX %s', index_oid::regclass)
    ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', name, constraint_name)
  END AS drop_statement,
  CASE
    WHEN constraint_oid IS NULL THEN pg_get_indexdef(index_oid)
    ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', name, constraint_name,
      pg_get_constraintdef(constraint_oid))
  END AS create_statement
FROM indexes
WHERE NOT EXISTS (
  SELECT FROM pg_depend AS needed
  WHERE needed.deptype = 'n'
    AND ((needed.refclassid = 'pg_constraint'::regclass AND needed.refobjid = constraint_oid)
      OR (needed.refclassid = 'pg_class'::regclass AND needed.refobjid = index_oid)))
ORDER BY index_oid
