-- Whether this user may put a first load straight into the table, which the same transaction empties so
-- that one which fails leaves nothing of it. Not where others refer to its rows, nor on Citus, where the
-- table's shards are others' to lock. $1: the schema; $2: the table.
SELECT
  has_table_privilege(target.oid, 'TRUNCATE')
  AND target.relkind = 'r'
  AND NOT EXISTS (SELECT FROM pg_constraint AS referring WHERE referring.confrelid = target.oid)
  AND NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') AS is_fillable
FROM pg_class AS target
WHERE target.oid = format('%I.%I', $1::text, $2::text)::regclass
