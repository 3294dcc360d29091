-- The functions of a name: their kinds, their arguments and whether the user may call them. $1: the schema; $2: the name.
SELECT p.prokind = 'f' AS is_function,
  pg_catalog.oidvectortypes(p.proargtypes) AS arguments,
  has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE') AS may_call
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname = $1 AND p.proname = $2
ORDER BY p.oid
