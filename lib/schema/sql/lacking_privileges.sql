WITH lacking AS (
  SELECT string_agg(wanted.privilege, ', ' ORDER BY wanted.privilege) AS privileges, wanted.relation::text AS object
  FROM nightjar.granted_relations() AS wanted
  WHERE wanted.role_name = 'nightjar_loader' AND NOT has_table_privilege(wanted.relation, wanted.privilege)
  GROUP BY wanted.relation
  UNION ALL
  SELECT 'USAGE', format('schema %I', wanted.schema_name)
  FROM nightjar.granted_schemas() AS wanted
  WHERE wanted.role_name = 'nightjar_loader' AND NOT has_schema_privilege(wanted.schema_name, 'USAGE')
  UNION ALL
  SELECT 'EXECUTE', wanted.routine::text
  FROM nightjar.granted_routines() AS wanted
  WHERE wanted.role_name = 'nightjar_loader' AND NOT has_function_privilege(wanted.routine, 'EXECUTE')
  UNION ALL
  SELECT 'USAGE', c.oid::regclass::text
  FROM pg_catalog.pg_class AS c
  WHERE c.relnamespace = 'nightjar'::regnamespace
    -- Asked in this order: of a table the privilege would be an error.
    AND CASE WHEN c.relkind = 'S' THEN NOT has_sequence_privilege(c.oid, 'USAGE') ELSE false END
)
SELECT privileges, string_agg(object, ', ' ORDER BY object)
FROM lacking
GROUP BY privileges
ORDER BY privileges
