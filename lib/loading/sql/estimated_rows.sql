-- The planner's estimate of the rows of a table. $1: the schema; $2: the table.
SELECT greatest(c.reltuples, 0)::bigint AS estimated_rows
FROM pg_class AS c
WHERE c.oid = format('%I.%I', $1::text, $2::text)::regclass
