-- Whether this user may empty the table in a transaction of its own, which COPY ... FREEZE demands.
-- Not where others refer to its rows, nor on Citus, which copies in sessions of its own.
-- $1: the schema; $2: the table.
SELECT
  has_table_privilege(target.oid, 'TRUNCATE')
  AND target.relkind = 'r'
  AND NOT EXISTS (SELECT FROM pg_constraint AS referring WHERE referring.confrelid = target.oid)
  AND NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') AS may_freeze
FROM pg_class AS target
WHERE target.oid = format('%I.%I', $1::text, $2::text)::regclass
