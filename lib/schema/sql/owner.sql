SELECT pg_get_userbyid(found.owner), found.what, pg_get_userbyid(found.owner) = current_user
FROM (
  SELECT n.nspowner AS owner, 'the schema nightjar' AS what, 1 AS place FROM pg_catalog.pg_namespace AS n WHERE n.nspname = 'nightjar'
  UNION ALL
  SELECT d.datdba, 'the database', 2 FROM pg_catalog.pg_database AS d WHERE d.datname = current_database()
) AS found
ORDER BY found.place
LIMIT 1
