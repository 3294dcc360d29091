-- The roles, all without login: people and programs are made members of them.
-- Their grants are in 990_grants.sql, in one place.

CREATE OR REPLACE FUNCTION nightjar.roles()
RETURNS TABLE (role_name text, purpose text)
LANGUAGE sql IMMUTABLE
AS $$
  VALUES
    ('nightjar_loader', 'Nightjar: runs nights. Writes the feeds'' tables and the ledger.'),
    ('nightjar_analyst', 'Nightjar: reads the data of every module.'),
    ('nightjar_ops', 'Nightjar: reads the ledger and the health of every dataset.')
$$;
COMMENT ON FUNCTION nightjar.roles() IS 'The roles that Nightjar grants to, and what each is for.';

CREATE OR REPLACE FUNCTION nightjar.missing_roles()
RETURNS SETOF text
LANGUAGE sql STABLE
AS $$
  SELECT wanted.role_name FROM nightjar.roles() AS wanted
  WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted.role_name)
$$;
COMMENT ON FUNCTION nightjar.missing_roles() IS 'The roles that this server does not have.';

CREATE OR REPLACE FUNCTION nightjar.make_roles()
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN
    SELECT r.role_name, r.purpose FROM nightjar.roles() AS r
    WHERE r.role_name IN (SELECT m.role_name FROM nightjar.missing_roles() AS m (role_name))
  LOOP
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
COMMENT ON FUNCTION nightjar.make_roles() IS 'Creates missing roles, if the user may; raises a notice otherwise.';
