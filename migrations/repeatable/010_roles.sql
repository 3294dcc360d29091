-- The roles, all without login: people and programs are made members of them.
-- Their grants are in 990_grants.sql, in one place.

DO $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN
    SELECT role_name, purpose
    FROM (VALUES
      ('nightjar_loader', 'Nightjar: runs nights. Writes the feeds'' tables and the ledger.'),
      ('nightjar_analyst', 'Nightjar: reads the data, the answers and the reports.'),
      ('nightjar_ops', 'Nightjar: reads the ledger and the health of every dataset.')
    ) AS roles (role_name, purpose)
  LOOP
    CONTINUE WHEN EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted.role_name);
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted.role_name);
      EXECUTE format('COMMENT ON ROLE %I IS %L', wanted.role_name, wanted.purpose);
    EXCEPTION
      WHEN insufficient_privilege THEN
        RAISE NOTICE 'role % was not created: % may not create roles. Have an administrator run: CREATE ROLE % NOLOGIN; then migrate again for its grants.',
          wanted.role_name, current_user, wanted.role_name;
      WHEN duplicate_object OR unique_violation THEN
        NULL;  -- another database of this server was migrated at the same moment
    END;
  END LOOP;
END
$$;
