-- Who may do what, in one place. Every `nightjar migrate` runs nightjar.bring_grants_up_to_date() at its
-- end; `nightjar check` shows what is missing.

CREATE OR REPLACE FUNCTION nightjar.data_schemas()
RETURNS TABLE (schema_name text)
LANGUAGE sql STABLE
AS $$
  SELECT claimed.schema_name
  FROM nightjar.modules
  CROSS JOIN LATERAL unnest(modules.schemas) AS claimed (schema_name)
  WHERE modules.module <> 'nightjar'
  UNION
  SELECT f.dataset FROM nightjar.feeds AS f
$$;
COMMENT ON FUNCTION nightjar.data_schemas() IS
  'The schemas with data: those of the applied modules, and those of datasets without a module.';

CREATE OR REPLACE FUNCTION nightjar.granted_relations()
RETURNS TABLE (role_name text, relation regclass, privilege text)
LANGUAGE sql STABLE
AS $$
  WITH relations AS (
    SELECT c.oid::regclass AS relation, n.nspname AS schema_name, c.relname, c.relkind,
      n.nspname IN (SELECT d.schema_name FROM nightjar.data_schemas() AS d) AS is_data,
      EXISTS (
        SELECT FROM nightjar.feeds AS f
        WHERE f.dataset = n.nspname AND format('%s.%s', n.nspname, c.relname) IN (f.feed || '_past', f.feed || '_staging')
      ) AS is_beneath
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm')
      -- What people made in these schemas is theirs to grant.
      AND c.relowner IN (
        SELECT own.relowner FROM pg_catalog.pg_class AS own WHERE own.relnamespace = 'nightjar'::regnamespace)
  )
  SELECT wanted.role_name, r.relation, privilege
  FROM relations AS r
  CROSS JOIN LATERAL (
    SELECT 'nightjar_ops' AS role_name, ARRAY['SELECT'] AS privileges
    WHERE r.schema_name = 'nightjar'
    UNION ALL
    SELECT 'nightjar_loader', ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']
      || CASE WHEN r.schema_name = 'nightjar' THEN '{}' ELSE ARRAY['TRUNCATE'] END
    WHERE (r.schema_name = 'nightjar' OR r.is_data) AND r.relkind IN ('r', 'p')
    UNION ALL
    SELECT 'nightjar_loader', ARRAY['SELECT']
    WHERE (r.schema_name = 'nightjar' OR r.is_data) AND r.relkind IN ('v', 'm')
    UNION ALL
    SELECT 'nightjar_analyst', ARRAY['SELECT']
    WHERE r.is_data AND NOT r.is_beneath
      OR r.relation = 'nightjar.health'::regclass
  ) AS wanted
  CROSS JOIN LATERAL unnest(wanted.privileges) AS privilege
$$;
COMMENT ON FUNCTION nightjar.granted_relations() IS
  'The privileges of each role on tables and views. Analysts may read neither closed versions, which S.T_history shows, nor work space.';

CREATE OR REPLACE FUNCTION nightjar.granted_routines()
RETURNS TABLE (role_name text, routine regprocedure, is_of_public boolean)
LANGUAGE sql STABLE
AS $$
  SELECT wanted.role_name, p.oid::regprocedure, n.nspname <> 'nightjar'
  FROM pg_catalog.pg_proc AS p
  JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
  CROSS JOIN LATERAL (
    SELECT 'nightjar_loader' AS role_name
    WHERE n.nspname = 'nightjar' OR n.nspname IN (SELECT d.schema_name FROM nightjar.data_schemas() AS d)
    UNION ALL
    SELECT 'nightjar_analyst'
    WHERE n.nspname IN (SELECT d.schema_name FROM nightjar.data_schemas() AS d)
      OR n.nspname = 'nightjar' AND p.proname = 'judge'  -- nightjar.health calls it
    UNION ALL
    -- What `nightjar check` asks.
    SELECT 'nightjar_ops'
    WHERE n.nspname = 'nightjar' AND p.provolatile <> 'v'
    UNION ALL
    -- The one that every reader of an answer calls.
    SELECT 'public'
    WHERE n.nspname = 'nightjar' AND p.proname = 'summary_is_current'
  ) AS wanted
  WHERE p.proowner IN (
    SELECT own.relowner FROM pg_catalog.pg_class AS own WHERE own.relnamespace = 'nightjar'::regnamespace)
$$;
COMMENT ON FUNCTION nightjar.granted_routines() IS
  'Which role may call which function. Functions of the engine that change something are for the migrator and the loader only; those of a module run with the privileges of the caller.';

CREATE OR REPLACE FUNCTION nightjar.granted_schemas()
RETURNS TABLE (role_name text, schema_name text)
LANGUAGE sql STABLE
AS $$
  SELECT DISTINCT wanted.role_name, wanted.schema_name
  FROM (
    VALUES ('nightjar_ops', 'nightjar'), ('nightjar_loader', 'nightjar'), ('nightjar_analyst', 'nightjar')
    UNION ALL
    SELECT roles.role_name, d.schema_name FROM nightjar.data_schemas() AS d
    CROSS JOIN (VALUES ('nightjar_loader'), ('nightjar_analyst')) AS roles (role_name)
  ) AS wanted (role_name, schema_name)
  JOIN pg_catalog.pg_namespace AS n ON n.nspname = wanted.schema_name
$$;
COMMENT ON FUNCTION nightjar.granted_schemas() IS 'Which role may use which schema.';

CREATE OR REPLACE FUNCTION nightjar.missing_grants()
RETURNS SETOF text
LANGUAGE sql STABLE
AS $$
  WITH
  roles AS (
    SELECT r.rolname::text AS role_name, r.oid, quote_ident(r.rolname) AS grantee FROM pg_catalog.pg_roles AS r
    WHERE r.rolname IN (SELECT known.role_name FROM nightjar.roles() AS known)
    UNION ALL
    SELECT 'public', 0, 'PUBLIC'
  ),
  schemas AS (
    SELECT roles.grantee, format('%I', wanted.schema_name) AS object
    FROM nightjar.granted_schemas() AS wanted
    JOIN roles USING (role_name)
    WHERE NOT has_schema_privilege(roles.oid, wanted.schema_name, 'USAGE')
  ),
  relations AS (
    SELECT roles.grantee, wanted.relation::text AS object, string_agg(wanted.privilege, ', ' ORDER BY wanted.privilege) AS privileges
    FROM nightjar.granted_relations() AS wanted
    JOIN roles USING (role_name)
    WHERE NOT has_table_privilege(roles.oid, wanted.relation, wanted.privilege)
    GROUP BY roles.grantee, wanted.relation
  ),
  -- Where everybody's right to call is taken away, a role's own is what counts.
  routines AS (
    SELECT roles.grantee, wanted.routine::text AS object
    FROM nightjar.granted_routines() AS wanted
    JOIN roles USING (role_name)
    JOIN pg_catalog.pg_proc AS p ON p.oid = wanted.routine
    WHERE CASE
      WHEN wanted.is_of_public THEN NOT has_function_privilege(roles.oid, wanted.routine, 'EXECUTE')
      ELSE NOT EXISTS (
        SELECT FROM aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) AS e WHERE e.grantee = roles.oid)
    END
  ),
  sequences AS (
    SELECT roles.grantee, c.oid::regclass::text AS object
    FROM pg_catalog.pg_class AS c
    JOIN roles ON roles.role_name = 'nightjar_loader'
    WHERE c.relnamespace = 'nightjar'::regnamespace AND c.relkind = 'S' AND NOT has_sequence_privilege(roles.oid, c.oid, 'USAGE')
  )
  SELECT format('GRANT USAGE ON SCHEMA %s TO %s;', string_agg(object, ', ' ORDER BY object), grantee) FROM schemas GROUP BY grantee
  UNION ALL
  SELECT format('GRANT %s ON TABLE %s TO %s;', privileges, string_agg(object, ', ' ORDER BY object), grantee)
  FROM relations GROUP BY grantee, privileges
  UNION ALL
  SELECT format('GRANT USAGE ON SEQUENCE %s TO %s;', string_agg(object, ', ' ORDER BY object), grantee) FROM sequences GROUP BY grantee
  UNION ALL
  SELECT format('GRANT EXECUTE ON ROUTINE %s TO %s;', string_agg(object, ', ' ORDER BY object), grantee) FROM routines GROUP BY grantee
$$;
COMMENT ON FUNCTION nightjar.missing_grants() IS 'The statements that grant missing privileges to the roles.';

CREATE OR REPLACE FUNCTION nightjar.surplus_grants()
RETURNS SETOF text
LANGUAGE sql STABLE
AS $$
  SELECT format('REVOKE ALL ON TABLE %s FROM nightjar_analyst;', string_agg(c.oid::regclass::text, ', ' ORDER BY c.oid::regclass::text))
  FROM nightjar.feeds AS f
  CROSS JOIN (VALUES ('_past'), ('_staging')) AS beneath (suffix)
  JOIN pg_catalog.pg_class AS c
    ON c.oid = to_regclass(format('%I.%I', f.dataset, split_part(f.feed, '.', 2) || beneath.suffix))
  WHERE EXISTS (
    SELECT FROM aclexplode(c.relacl) AS e
    JOIN pg_catalog.pg_roles AS r ON r.oid = e.grantee
    WHERE r.rolname = 'nightjar_analyst')
  HAVING count(*) > 0
  UNION ALL
  SELECT format('REVOKE ALL ON ROUTINE %s FROM PUBLIC;', string_agg(p.oid::regprocedure::text, ', ' ORDER BY p.oid::regprocedure::text))
  FROM pg_catalog.pg_proc AS p
  WHERE p.pronamespace = 'nightjar'::regnamespace
    AND p.oid NOT IN (SELECT g.routine FROM nightjar.granted_routines() AS g WHERE g.role_name = 'public')
    AND EXISTS (
      SELECT FROM aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) AS e WHERE e.grantee = 0)
  HAVING count(*) > 0
$$;
COMMENT ON FUNCTION nightjar.surplus_grants() IS 'The statements that revoke surplus privileges from the roles and from PUBLIC.';

CREATE OR REPLACE FUNCTION nightjar.bring_grants_up_to_date()
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  statement text;
BEGIN
  PERFORM nightjar.make_roles();
  FOR statement IN SELECT nightjar.missing_grants() UNION ALL SELECT nightjar.surplus_grants() LOOP
    BEGIN
      EXECUTE statement;
    EXCEPTION
      WHEN insufficient_privilege THEN
        RAISE NOTICE 'not done: % may not run: %', current_user, statement
          USING HINT = 'Have the owner, or an administrator, run it.';
    END;
  END LOOP;
END
$$;
COMMENT ON FUNCTION nightjar.bring_grants_up_to_date() IS
  'Creates missing roles and grants their privileges, if the user may. It can be repeated, also after pg_restore --no-privileges.';
