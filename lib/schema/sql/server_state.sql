SELECT current_user,
  current_setting('server_encoding'),
  current_setting('transaction_read_only') = 'on' OR pg_is_in_recovery(),
  has_database_privilege(current_database(), 'TEMPORARY'),
  to_regprocedure('nightjar.granted_relations()') IS NOT NULL
