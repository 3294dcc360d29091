-- Whether this user may copy a first load straight into the table, which the same transaction truncates
-- so that a failed load leaves nothing of it. False if foreign keys refer to its rows, and on Citus,
-- where the table's shards cannot be locked. $1: the schema; $2: the table.
SELECT
  has_table_privilege(target.oid, 'TRUNCATE')
  AND target.relkind = 'r'
  AND NOT EXISTS (SELECT FROM pg_constraint AS referring WHERE referring.confrelid = target.oid)
  AND NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') AS is_fillable
FROM pg_class AS target
WHERE target.oid = format('%I.%I', $1::text, $2::text)::regclass
