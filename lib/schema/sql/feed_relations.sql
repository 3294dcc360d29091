-- A feed's table and what stands beside it, as far as it is there. $1: the schema; $2: the table.
SELECT c.relname, c.relkind
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = $1
  AND c.relname = ANY (ARRAY[$2, $2 || '_past', $2 || '_staging', $2 || '_history', $2 || '_live'])
UNION ALL
SELECT p.proname, 'f'
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname = $1
  AND p.proname = $2 || '_as_of'
  AND pg_catalog.oidvectortypes(p.proargtypes) = 'timestamp with time zone'
