-- What migrations may call, versioned ones on an empty database included: the migrator makes these
-- functions before it runs a file. Each works on what is there, so that a file that calls them runs as
-- well on a database that has only the table of a feed and none of its views yet.

CREATE OR REPLACE FUNCTION nightjar.half_applied()
RETURNS SETOF text
LANGUAGE sql STABLE
AS $$
  SELECT CASE modules.module WHEN 'nightjar' THEN '' ELSE modules.module || '/' END || newest.name
  FROM nightjar.modules
  CROSS JOIN LATERAL (
    SELECT max(migrations.name) AS name
    FROM nightjar.migrations
    WHERE migrations.module = modules.module AND migrations.kind = 'versioned'
  ) AS newest
  WHERE modules.needs_renewal AND newest.name IS NOT NULL
$$;
COMMENT ON FUNCTION nightjar.half_applied() IS
  'The newest versioned migration of each module whose views and functions have not been renewed since.';

CREATE OR REPLACE FUNCTION nightjar.set_privileges(kind text, object_name text, wanted aclitem[], owner_oid oid, object_columns text DEFAULT '')
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  granted record;
BEGIN
  FOR granted IN
    SELECT
      string_agg(e.privilege_type || object_columns, ', ') AS privileges,
      CASE WHEN e.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(e.grantee)) END AS grantee,
      e.is_grantable
    FROM aclexplode(COALESCE(wanted, acldefault(CASE kind WHEN 'ROUTINE' THEN 'f' ELSE 'r' END::"char", owner_oid))) AS e
    GROUP BY e.grantee, e.is_grantable
    ORDER BY e.grantee
  LOOP
    EXECUTE format('GRANT %s ON %s %s TO %s%s', granted.privileges, kind, object_name, granted.grantee,
      CASE WHEN granted.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
  END LOOP;
END
$$;
COMMENT ON FUNCTION nightjar.set_privileges(text, text, aclitem[], oid, text) IS
  'Grants what an object had granted before it was made again; kind is TABLE or ROUTINE.';

CREATE OR REPLACE FUNCTION nightjar.recorded_privileges()
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT COALESCE(jsonb_agg(jsonb_build_object(
    'kind', o.kind, 'name', o.name, 'oid', o.oid::text, 'acl', o.acl::text, 'columns', o.column_acls)), '[]')
  FROM (
    SELECT 'TABLE' AS kind, format('%I.%I', n.nspname, c.relname) AS name, c.oid, c.relacl AS acl, (
        SELECT jsonb_object_agg(a.attname, a.attacl::text) FROM pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL AND NOT a.attisdropped) AS column_acls
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm')
    UNION ALL
    SELECT 'ROUTINE', p.oid::regprocedure::text, p.oid, p.proacl, NULL
    FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE p.prokind IN ('f', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  ) AS o
  WHERE (o.acl IS NOT NULL OR o.column_acls IS NOT NULL) AND o.oid >= 16384
$$;
COMMENT ON FUNCTION nightjar.recorded_privileges() IS
  'Who may do what with the views and functions of this database, for nightjar.restore_privileges().';

CREATE OR REPLACE FUNCTION nightjar.restore_privileges(recorded jsonb)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  o record;
  c record;
BEGIN
  FOR o IN
    SELECT r.kind, r.name, r.oid, r.acl::aclitem[] AS acl, r.columns,
      CASE r.kind WHEN 'TABLE' THEN to_regclass(r.name)::oid ELSE to_regprocedure(r.name)::oid END AS now
    FROM jsonb_to_recordset(recorded) AS r (kind text, name text, oid oid, acl text, columns jsonb)
  LOOP
    CONTINUE WHEN o.now IS NULL OR o.now = o.oid;  -- removed for good, or never touched
    IF o.acl IS NOT NULL THEN
      PERFORM nightjar.set_privileges(o.kind, o.name, o.acl, NULL);
    END IF;
    FOR c IN
      SELECT e.key, e.value::aclitem[] AS acl
      FROM jsonb_each_text(o.columns) AS e
      JOIN pg_attribute AS a ON a.attrelid = o.now AND a.attname = e.key AND NOT a.attisdropped
    LOOP
      PERFORM nightjar.set_privileges(o.kind, o.name, c.acl, NULL, format(' (%I)', c.key));
    END LOOP;
  END LOOP;
END
$$;
COMMENT ON FUNCTION nightjar.restore_privileges(jsonb) IS
  'Grants once more what had been granted on views and functions that were removed and made again since.';

CREATE OR REPLACE FUNCTION nightjar.dependents_of(roots jsonb)
RETURNS TABLE (class_oid oid, object_oid oid, depth integer, obstacle text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  WITH RECURSIVE reached AS (
    SELECT r.class_oid, r.object_oid, r.column_number, 0 AS depth, NULL::text AS obstacle
    FROM jsonb_to_recordset(roots) AS r (class_oid oid, object_oid oid, column_number integer)
    UNION
    SELECT found.class_oid, found.object_oid, NULL::integer, reached.depth + 1, found.obstacle
    FROM reached
    CROSS JOIN LATERAL (
      SELECT d.classid, d.objid, d.objsubid
      FROM pg_depend AS d
      WHERE d.refclassid = reached.class_oid AND d.refobjid = reached.object_oid
        AND (reached.column_number IS NULL OR d.refobjsubid IN (0, reached.column_number))
      UNION
      -- Functions that take or return rows of a relation depend on its row type, or on arrays of it.
      SELECT d.classid, d.objid, d.objsubid
      FROM pg_class AS c
      JOIN pg_type AS t ON t.oid = c.reltype
      JOIN pg_depend AS d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray)
      WHERE reached.class_oid = 'pg_class'::regclass AND c.oid = reached.object_oid
        AND reached.column_number IS NULL
    ) AS d
    LEFT JOIN pg_rewrite AS rule ON d.classid = 'pg_rewrite'::regclass AND rule.oid = d.objid
    LEFT JOIN pg_class AS ruled ON ruled.oid = rule.ev_class
    CROSS JOIN LATERAL (
      SELECT
        CASE WHEN ruled.relkind IN ('v', 'm') THEN 'pg_class'::regclass::oid ELSE d.classid END AS class_oid,
        CASE WHEN ruled.relkind IN ('v', 'm') THEN ruled.oid ELSE d.objid END AS object_oid,
        CASE
          WHEN ruled.relkind IN ('v', 'm') OR (d.classid = 'pg_proc'::regclass AND
            (SELECT p.prokind <> 'a' FROM pg_proc AS p WHERE p.oid = d.objid)) THEN NULL
          ELSE pg_describe_object(d.classid, d.objid, d.objsubid)
        END AS obstacle
    ) AS found
    WHERE reached.obstacle IS NULL AND reached.depth < 50
      AND (found.class_oid, found.object_oid) <> (reached.class_oid, reached.object_oid)
      -- A table's own indexes, constraints and the like are ALTER TABLE's affair; a view's own parts go with it.
      AND NOT (found.obstacle IS NOT NULL AND (reached.column_number IS NOT NULL OR (
        reached.class_oid = 'pg_class'::regclass AND (
          EXISTS (SELECT FROM pg_type AS own WHERE d.classid = 'pg_type'::regclass AND own.oid = d.objid
            AND (own.typrelid = reached.object_oid
              OR own.oid = (SELECT t.typarray FROM pg_type AS t WHERE t.typrelid = reached.object_oid)))
          OR EXISTS (SELECT FROM pg_index AS own WHERE d.classid = 'pg_class'::regclass
            AND own.indexrelid = d.objid AND own.indrelid = reached.object_oid)
          OR EXISTS (SELECT FROM pg_attrdef AS own WHERE d.classid = 'pg_attrdef'::regclass
            AND own.oid = d.objid AND own.adrelid = reached.object_oid)
          OR EXISTS (SELECT FROM pg_trigger AS own WHERE d.classid = 'pg_trigger'::regclass
            AND own.oid = d.objid AND own.tgrelid = reached.object_oid)
          OR EXISTS (SELECT FROM pg_statistic_ext AS own WHERE d.classid = 'pg_statistic_ext'::regclass
            AND own.oid = d.objid AND own.stxrelid = reached.object_oid)
          OR EXISTS (SELECT FROM pg_class AS own WHERE d.classid = 'pg_class'::regclass
            AND own.oid = d.objid AND own.relkind = 't')))))
  )
  SELECT reached.class_oid, reached.object_oid, max(reached.depth), max(reached.obstacle)
  FROM reached
  GROUP BY reached.class_oid, reached.object_oid
$$;
COMMENT ON FUNCTION nightjar.dependents_of(jsonb) IS
  'Views and functions that stand on the given objects or columns, directly or not, with how far away they are; and what else does, as an obstacle.';

CREATE OR REPLACE FUNCTION nightjar.obstacle_in(class_oid oid, object_oid oid)
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT format('%s of %s%s', pg_describe_object($1, $2, 0), pg_get_userbyid(o.owner_oid),
    CASE
      WHEN NOT pg_has_role(o.owner_oid, 'USAGE')
        THEN format(' (%s is no member of that role)', current_user)
      WHEN o.is_temporary THEN ' (a temporary one, of a session that is open)'
      WHEN o.is_labelled THEN ' (it has a security label)'
      ELSE ' (it belongs to an extension)'
    END)
  FROM (
    SELECT c.relowner AS owner_oid, c.relpersistence = 't' AS is_temporary FROM pg_class AS c
    WHERE $1 = 'pg_class'::regclass AND c.oid = $2
    UNION ALL
    SELECT p.proowner, n.nspname LIKE 'pg\_temp\_%' FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE $1 = 'pg_proc'::regclass AND p.oid = $2
  ) AS object
  CROSS JOIN LATERAL (
    SELECT object.owner_oid, object.is_temporary,
      EXISTS (SELECT FROM pg_seclabel AS l WHERE l.classoid = $1 AND l.objoid = $2) AS is_labelled,
      EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = $1 AND d.objid = $2 AND d.deptype = 'e') AS is_of_extension
  ) AS o
  WHERE NOT pg_has_role(o.owner_oid, 'USAGE') OR o.is_temporary OR o.is_labelled OR o.is_of_extension
$$;
COMMENT ON FUNCTION nightjar.obstacle_in(oid, oid) IS
  'Why a view or function cannot be removed and made again by this user; null where it can.';

CREATE OR REPLACE FUNCTION nightjar.remembered_view(view_oid oid)
RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  c record;
  name text;
  noun text;
  made text[];
  kept text[];
BEGIN
  SELECT rel.*, n.nspname, am.amname, ts.spcname INTO STRICT c
  FROM pg_class AS rel
  JOIN pg_namespace AS n ON n.oid = rel.relnamespace
  LEFT JOIN pg_am AS am ON am.oid = rel.relam
  LEFT JOIN pg_tablespace AS ts ON ts.oid = rel.reltablespace
  WHERE rel.oid = view_oid;
  name := format('%I.%I', c.nspname, c.relname);
  noun := CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END;
  kept := ARRAY[format('ALTER %s %s OWNER TO %I', noun, name, pg_get_userbyid(c.relowner))];
  made := ARRAY[format('CREATE %s %s%s%s%s AS %s%s', noun, name,
    COALESCE(' USING ' || quote_ident(c.amname), ''),
    COALESCE(' WITH (' || (
      SELECT string_agg(format('%I = %L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)), ', ')
      FROM unnest(c.reloptions) AS o) || ')', ''),
    COALESCE(' TABLESPACE ' || quote_ident(c.spcname), ''),
    rtrim(pg_get_viewdef(view_oid), ';'),
    CASE c.relkind WHEN 'm' THEN ' WITH NO DATA' ELSE '' END)];
  -- From here on as the owner, whose rights a materialized view's query and indexes work with.
  made := made || kept
    || ARRAY(SELECT pg_get_indexdef(i.indexrelid) FROM pg_index AS i WHERE i.indrelid = view_oid ORDER BY i.indexrelid)
    || ARRAY(
      SELECT format('ALTER %s %s CLUSTER ON %I', noun, name, x.relname)
      FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid
      WHERE i.indrelid = view_oid AND i.indisclustered)
    || ARRAY(SELECT pg_get_statisticsobjdef(s.oid) FROM pg_statistic_ext AS s WHERE s.stxrelid = view_oid ORDER BY s.oid)
    || ARRAY(
      SELECT format('ALTER %s %s ALTER COLUMN %I SET STATISTICS %s', noun, name, a.attname, a.attstattarget)
      FROM pg_attribute AS a WHERE a.attrelid = view_oid AND a.attnum > 0 AND a.attstattarget >= 0 AND c.relkind = 'm')
    || ARRAY(
      SELECT format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', name, a.attname, pg_get_expr(d.adbin, d.adrelid))
      FROM pg_attrdef AS d JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
      WHERE d.adrelid = view_oid)
    || ARRAY(
      SELECT pg_get_ruledef(r.oid) FROM pg_rewrite AS r
      WHERE r.ev_class = view_oid AND r.rulename <> '_RETURN' ORDER BY r.oid)
    || ARRAY(SELECT pg_get_triggerdef(t.oid) FROM pg_trigger AS t WHERE t.tgrelid = view_oid AND NOT t.tgisinternal ORDER BY t.oid)
    || CASE WHEN c.relkind = 'm' AND c.relispopulated THEN ARRAY['REFRESH MATERIALIZED VIEW ' || name] ELSE '{}' END
    || ARRAY(
      SELECT format('COMMENT ON %s IS %L',
        CASE WHEN d.objsubid > 0
          THEN format('COLUMN %s.%I', name, (SELECT a.attname FROM pg_attribute AS a WHERE a.attrelid = view_oid AND a.attnum = d.objsubid))
          ELSE noun || ' ' || name END, d.description)
      FROM pg_description AS d WHERE d.classoid = 'pg_class'::regclass AND d.objoid = view_oid)
    || ARRAY(
      SELECT format('COMMENT ON INDEX %I.%I IS %L', c.nspname, x.relname, d.description)
      FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid
      JOIN pg_description AS d ON d.classoid = 'pg_class'::regclass AND d.objoid = x.oid
      WHERE i.indrelid = view_oid);
  RETURN jsonb_build_object('kind', 'TABLE', 'noun', lower(noun), 'name', name,
    'owner', pg_get_userbyid(c.relowner), 'acl', c.relacl::text, 'made', made, 'kept', kept,
    'columns', (
      SELECT jsonb_object_agg(a.attname, a.attacl::text) FROM pg_attribute AS a
      WHERE a.attrelid = view_oid AND a.attacl IS NOT NULL AND NOT a.attisdropped));
END
$$;
COMMENT ON FUNCTION nightjar.remembered_view(oid) IS
  'All that makes a view, materialized or not, as it is: definition, options, owner, indexes, rules, triggers, comments, privileges.';

CREATE OR REPLACE FUNCTION nightjar.remembered_function(function_oid oid)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT jsonb_build_object('kind', 'ROUTINE', 'noun', routine.noun, 'name', routine.name,
    'owner', pg_get_userbyid(p.proowner), 'acl', p.proacl::text,
    'made', ARRAY[pg_get_functiondef(p.oid)]
      || ARRAY[format('COMMENT ON %s %s IS %L', routine.noun, routine.name, obj_description(p.oid, 'pg_proc'))],
    'kept', ARRAY[format('ALTER %s %s OWNER TO %I', routine.noun, routine.name, pg_get_userbyid(p.proowner))])
  FROM pg_proc AS p
  CROSS JOIN LATERAL (
    SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS noun, p.oid::regprocedure::text AS name
  ) AS routine
  WHERE p.oid = function_oid
$$;
COMMENT ON FUNCTION nightjar.remembered_function(oid) IS
  'All that makes a function as it is: definition, owner, comment, privileges.';

CREATE OR REPLACE FUNCTION nightjar.set_aside(roots jsonb)
RETURNS jsonb
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  obstacles text;
  remembered jsonb := '[]';
  o record;
  -- A root with a column stays: what stands on that column is removed.
  stays jsonb := (SELECT COALESCE(jsonb_agg(r.value -> 'object_oid'), '[]')
    FROM jsonb_array_elements(roots) AS r WHERE r.value ->> 'column_number' IS NOT NULL);
BEGIN
  CREATE TEMPORARY TABLE set_aside ON COMMIT DROP AS
    SELECT d.class_oid, d.object_oid, d.depth, d.obstacle FROM nightjar.dependents_of(roots) AS d
    WHERE NOT stays @> to_jsonb(d.object_oid::text);
  SELECT string_agg(named.obstacle, ', ' ORDER BY named.obstacle) INTO obstacles
  FROM (
    SELECT COALESCE(s.obstacle, nightjar.obstacle_in(s.class_oid, s.object_oid),
      CASE WHEN s.depth >= 50 THEN pg_describe_object(s.class_oid, s.object_oid, 0) || ' (it stands on itself)' END) AS obstacle
    FROM pg_temp.set_aside AS s
  ) AS named;
  IF obstacles IS NOT NULL THEN
    RAISE EXCEPTION 'in the way of a change: %', obstacles
      USING ERRCODE = 'dependent_objects_still_exist',
        HINT = 'Migrate as a superuser or as a member of the roles named; or have the owners drop what is named, and make it again afterwards.';
  END IF;
  FOR o IN SELECT s.class_oid, s.object_oid FROM pg_temp.set_aside AS s ORDER BY s.depth, s.object_oid LOOP
    remembered := remembered || CASE WHEN o.class_oid = 'pg_class'::regclass
      THEN nightjar.remembered_view(o.object_oid) ELSE nightjar.remembered_function(o.object_oid) END;
  END LOOP;
  DROP TABLE pg_temp.set_aside;
  FOR o IN
    SELECT r.value ->> 'noun' AS noun, r.value ->> 'name' AS name
    FROM jsonb_array_elements(remembered) WITH ORDINALITY AS r (value, place) ORDER BY r.place DESC
  LOOP
    EXECUTE format('DROP %s %s', o.noun, o.name);
  END LOOP;
  RETURN remembered;
END
$$;
COMMENT ON FUNCTION nightjar.set_aside(jsonb) IS
  'Removes views and functions with all that stands on them, or what stands on a column, and gives what nightjar.put_back() needs to make them again; or fails and names what it cannot make again.';

CREATE OR REPLACE FUNCTION nightjar.set_aside_named(names text[])
RETURNS jsonb
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT nightjar.set_aside(COALESCE(jsonb_agg(jsonb_build_object('class_oid', o.class_oid::text, 'object_oid', o.object_oid::text)), '[]'))
  FROM (
    SELECT c.tableoid AS class_oid, c.oid AS object_oid
    FROM unnest(names) AS n (name)
    JOIN pg_class AS c ON c.oid = to_regclass(n.name) AND c.relkind IN ('v', 'm')
    UNION
    SELECT p.tableoid, p.oid
    FROM unnest(names) AS n (name)
    JOIN pg_proc AS p ON format('%I.%I', p.pronamespace::regnamespace::name, p.proname) = n.name AND p.prokind <> 'a'
  ) AS o
$$;
COMMENT ON FUNCTION nightjar.set_aside_named(text[]) IS 'nightjar.set_aside() of the views and functions of these names, as far as they are there.';

CREATE OR REPLACE FUNCTION nightjar.put_back(remembered jsonb)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET check_function_bodies = off  -- a body may name things by the search path of those who call it
AS $$
DECLARE
  o record;
  present oid;
  statements text[];
  statement text;
  column_acl record;
BEGIN
  FOR o IN
    SELECT r.value ->> 'kind' AS kind, r.value ->> 'noun' AS noun, r.value ->> 'name' AS name, r.value ->> 'owner' AS owner,
      (r.value ->> 'acl')::aclitem[] AS acl, NULLIF(r.value -> 'columns', 'null') AS columns,
      ARRAY(SELECT jsonb_array_elements_text(r.value -> 'made')) AS made,
      ARRAY(SELECT jsonb_array_elements_text(r.value -> 'kept')) AS kept
    FROM jsonb_array_elements(remembered) WITH ORDINALITY AS r (value, place) ORDER BY r.place
  LOOP
    -- What a migration has made in the meantime is as it should be, but for who may use it.
    present := CASE o.kind WHEN 'TABLE' THEN to_regclass(o.name)::oid ELSE to_regprocedure(o.name)::oid END;
    statements := CASE WHEN present IS NULL THEN o.made || o.kept ELSE o.kept END;
    BEGIN
      FOREACH statement IN ARRAY statements LOOP
        EXECUTE statement;
      END LOOP;
      PERFORM nightjar.revoke_all(o.kind, o.name);
      PERFORM nightjar.set_privileges(o.kind, o.name, o.acl, o.owner::regrole);
      FOR column_acl IN
        SELECT e.key, e.value::aclitem[] AS acl
        FROM jsonb_each_text(o.columns) AS e
        JOIN pg_attribute AS a
          ON a.attrelid = CASE o.kind WHEN 'TABLE' THEN to_regclass(o.name) END AND a.attname = e.key AND NOT a.attisdropped
      LOOP
        PERFORM nightjar.set_privileges(o.kind, o.name, column_acl.acl, NULL, format(' (%I)', column_acl.key));
      END LOOP;
    EXCEPTION
      WHEN syntax_error_or_access_rule_violation OR invalid_parameter_value OR data_exception OR feature_not_supported THEN
        RAISE EXCEPTION '% % of % is in the way of a change: it cannot be made again as it was: %', o.noun, o.name, o.owner, SQLERRM
          USING ERRCODE = 'dependent_objects_still_exist',
            HINT = format('Have %s change it so that it does without, or drop it and make it again afterwards. It is: %s', o.owner, regexp_replace(o.made[1], '\s+', ' ', 'g'));
    END;
  END LOOP;
END
$$;
COMMENT ON FUNCTION nightjar.put_back(jsonb) IS
  'Makes again what nightjar.set_aside() removed; of what is there again already it restores owner and privileges.';

CREATE OR REPLACE FUNCTION nightjar.revoke_all(kind text, object_name text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  grantee text;
BEGIN
  FOR grantee IN
    SELECT DISTINCT CASE WHEN e.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(e.grantee)) END
    FROM (
      SELECT c.relacl AS acl, 'r'::"char" AS type, c.relowner AS owner_oid FROM pg_class AS c
      WHERE c.oid = CASE kind WHEN 'TABLE' THEN to_regclass(object_name) END
      UNION ALL
      SELECT p.proacl, 'f', p.proowner FROM pg_proc AS p
      WHERE p.oid = CASE kind WHEN 'ROUTINE' THEN to_regprocedure(object_name) END
    ) AS o
    CROSS JOIN LATERAL aclexplode(COALESCE(o.acl, acldefault(o.type, o.owner_oid))) AS e
  LOOP
    EXECUTE format('REVOKE ALL ON %s %s FROM %s CASCADE', kind, object_name, grantee);
  END LOOP;
END
$$;
COMMENT ON FUNCTION nightjar.revoke_all(text, text) IS
  'Revokes what default privileges, or PUBLIC''s, gave on a new object; kind is TABLE or ROUTINE.';

CREATE OR REPLACE FUNCTION nightjar.beside(feed text, suffix text)
RETURNS regclass
LANGUAGE sql STABLE
AS $$
  SELECT to_regclass(format('%I.%I', n.nspname, c.relname || suffix))
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.oid = feed::regclass
$$;
COMMENT ON FUNCTION nightjar.beside(text, text) IS 'The relation that stands beside a feed''s table under its name and a suffix; null where there is none.';

CREATE OR REPLACE FUNCTION nightjar.renew_feed(feed text)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  -- Nothing stands beside the table of a database that is being made: the end of its migration sees to that.
  IF nightjar.beside(feed, '_past') IS NOT NULL THEN
    PERFORM nightjar.adopt_feed(feed::regclass);
  END IF;
END
$$;
COMMENT ON FUNCTION nightjar.renew_feed(text) IS 'Brings what stands beside a feed''s table up to date with it, where anything does.';

CREATE OR REPLACE FUNCTION nightjar.rename_column(feed text, old_name text, new_name text)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  relation regclass;
BEGIN
  -- A view follows a renamed column by itself, under the old name; a column of a view can be renamed as well.
  FOR relation IN
    SELECT r.relation
    FROM unnest(ARRAY[feed::regclass, nightjar.beside(feed, '_past'), nightjar.beside(feed, '_history'), nightjar.beside(feed, '_live')])
      WITH ORDINALITY AS r (relation, place)
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.relation AND a.attname = old_name AND NOT a.attisdropped
    ORDER BY r.place
  LOOP
    EXECUTE format('ALTER TABLE %s RENAME COLUMN %I TO %I', relation, old_name, new_name);
  END LOOP;
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = feed::regclass AND a.attname = new_name AND NOT a.attisdropped)
  THEN
    RAISE EXCEPTION 'table % has no column "%"', feed, old_name USING ERRCODE = 'undefined_column';
  END IF;
  PERFORM nightjar.renew_feed(feed);
END
$$;
COMMENT ON FUNCTION nightjar.rename_column(text, text, text) IS
  'Renames a column of a feed''s table and of all that stands beside it. What people built on it stays, and keeps its own names.';

CREATE OR REPLACE FUNCTION nightjar.columns_of(relation regclass, but_not text DEFAULT NULL)
RETURNS text
LANGUAGE sql STABLE
AS $$
  SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
  FROM pg_catalog.pg_attribute AS a
  WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped AND a.attname IS DISTINCT FROM but_not
$$;
COMMENT ON FUNCTION nightjar.columns_of(regclass, text) IS 'The columns of a relation in their order, but for one.';

CREATE OR REPLACE FUNCTION nightjar.without_column(remembered jsonb, called_columns text[], dropped text)
RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
  views jsonb := '[]';
  o record;
  definition text;
  with_it text;
BEGIN
  FOR o IN
    SELECT r.value, r.value -> 'made' ->> 0 AS definition, r.value ->> 'noun' AS noun, r.value ->> 'name' AS name
    FROM jsonb_array_elements(remembered) WITH ORDINALITY AS r (value, place) ORDER BY r.place
  LOOP
    definition := o.definition;
    -- As many as the function had when the view was made.
    FOR n IN REVERSE cardinality(called_columns)..array_position(called_columns, dropped) LOOP
      with_it := format('(%s)', array_to_string(ARRAY(SELECT quote_ident(c) FROM unnest(called_columns[:n]) AS c), ', '));
      definition := replace(definition, with_it, format('(%s)', array_to_string(
        ARRAY(SELECT quote_ident(c) FROM unnest(called_columns[:n]) AS c WHERE c <> dropped), ', ')));
    END LOOP;
    views := views || jsonb_set(o.value, '{made,0}', to_jsonb(definition));
  END LOOP;
  RETURN views;
END
$$;
COMMENT ON FUNCTION nightjar.without_column(jsonb, text[], text) IS
  'Takes a column out of the lists in which remembered views name, by their places, the columns of a function that they call.';

CREATE OR REPLACE FUNCTION nightjar.refuse_other_names(relation regclass)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT format('view %s', rule.ev_class::regclass), ', ') INTO others
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_proc AS p ON p.prorettype = c.reltype
  JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_catalog.pg_proc'::regclass AND d.refobjid = p.oid
  JOIN pg_catalog.pg_rewrite AS rule ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND rule.oid = d.objid
  WHERE c.oid = relation
    -- A list of columns begins with the first one's name, unless the person gave them others.
    AND pg_get_viewdef(rule.ev_class) !~ format('\(%s[,)]', (SELECT quote_ident(a.attname) FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = relation AND a.attnum = 1));
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'in the way of a change: %, which gives other names to the columns of a function of %', others, relation
      USING ERRCODE = 'dependent_objects_still_exist',
        HINT = 'Have the owner drop it, and make it again afterwards.';
  END IF;
END
$$;
COMMENT ON FUNCTION nightjar.refuse_other_names(regclass) IS
  'Fails where a view counts the columns of a function that returns rows of the relation by names of its own: it would take one for another once a column is dropped.';

CREATE OR REPLACE FUNCTION nightjar.change_column(feed text, column_name text, change text, but_not text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  history text := nightjar.beside(feed, '_history');
  live text := nightjar.beside(feed, '_live');
  history_columns text := nightjar.columns_of(history::regclass, but_not);
  live_columns text := nightjar.columns_of(live::regclass, but_not);
  -- Views list the columns of a function that they call, the dropped one among them.
  called_then text[] := ARRAY(
    SELECT a.attname::text FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = live::regclass AND a.attnum > 0 ORDER BY a.attnum);
  relations regclass[];
  relation regclass;
  remembered jsonb;
BEGIN
  IF but_not IS NOT NULL THEN
    PERFORM nightjar.refuse_other_names(live::regclass);
  END IF;
  SELECT array_agg(a.attrelid::regclass),
    nightjar.set_aside(jsonb_agg(jsonb_build_object(
      'class_oid', 'pg_catalog.pg_class'::regclass::oid::text, 'object_oid', a.attrelid::text, 'column_number', a.attnum)))
  INTO relations, remembered
  FROM pg_catalog.pg_attribute AS a
  WHERE a.attrelid IN (feed::regclass, nightjar.beside(feed, '_past')) AND a.attname = column_name AND NOT a.attisdropped;
  IF relations IS NULL THEN
    RAISE EXCEPTION 'table % has no column "%"', feed, column_name USING ERRCODE = 'undefined_column';
  END IF;
  FOREACH relation IN ARRAY relations LOOP
    EXECUTE format('ALTER TABLE %s %s', relation, change);
  END LOOP;
  -- Their columns are to keep their order, by which views list those of the function.
  IF history IS NOT NULL AND to_regclass(history) IS NULL THEN
    EXECUTE format('CREATE VIEW %s AS SELECT %s FROM %s', history,
      regexp_replace(history_columns, '\yvalid_to\y', 'deleted_at AS valid_to'), feed);
  END IF;
  IF live IS NOT NULL AND to_regclass(live) IS NULL THEN
    EXECUTE format('CREATE VIEW %s AS SELECT %s FROM %s', live, live_columns, feed);
  END IF;
  PERFORM nightjar.renew_feed(feed);
  PERFORM nightjar.put_back(CASE WHEN but_not = ANY (called_then)
    THEN nightjar.without_column(remembered, called_then, but_not) ELSE remembered END);
END
$$;
COMMENT ON FUNCTION nightjar.change_column(text, text, text, text) IS
  'Alters a column of a feed''s table and of its closed versions; removes what stands on it before that and makes it again, without a column that is dropped.';

CREATE OR REPLACE FUNCTION nightjar.retype_column(feed text, column_name text, new_type text, expression text DEFAULT NULL)
RETURNS void
LANGUAGE sql
AS $$
  SELECT nightjar.change_column(feed, column_name, format('ALTER COLUMN %I TYPE %s USING %s',
    column_name, new_type, COALESCE(expression, format('%I::%s', column_name, regexp_replace(new_type, '\s+COLLATE\s.*$', '', 'i')))))
$$;
COMMENT ON FUNCTION nightjar.retype_column(text, text, text, text) IS
  'Gives a column of a feed another type, in its closed versions and all views too; the expression tells how values are converted, by default they are cast. What people built on it is made again, or the change refused.';

CREATE OR REPLACE FUNCTION nightjar.drop_column(feed text, column_name text)
RETURNS void
LANGUAGE sql
AS $$
  SELECT nightjar.change_column(feed, column_name, format('DROP COLUMN %I', column_name), column_name)
$$;
COMMENT ON FUNCTION nightjar.drop_column(text, text) IS
  'Drops a column of a feed with its history. What people built on the views is made again, or the change refused where it uses the column.';

CREATE OR REPLACE FUNCTION nightjar.leave_summaries(to_schema text, relations text[], routines text, summary_names text[])
RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  moved record;
  roles text := (
    SELECT string_agg(quote_ident(r.rolname), ', ') FROM pg_catalog.pg_roles AS r
    WHERE r.rolname IN (SELECT known.role_name FROM nightjar.roles() AS known));
BEGIN
  IF NOT EXISTS (SELECT FROM nightjar.summaries AS s WHERE s.summary = ANY (summary_names)) THEN
    RETURN;
  END IF;
  FOR moved IN
    SELECT c.oid::regclass AS relation FROM pg_catalog.pg_class AS c
    WHERE c.relnamespace = 'summaries'::regnamespace AND c.relname = ANY (relations)
  LOOP
    EXECUTE format('ALTER TABLE %s SET SCHEMA %I', moved.relation, to_schema);
  END LOOP;
  FOR moved IN
    SELECT p.oid::regprocedure::text AS called FROM pg_catalog.pg_proc AS p
    WHERE p.pronamespace = 'summaries'::regnamespace AND p.proname ~ routines
  LOOP
    -- Whoever may use the schema may call its functions, which run with the caller's rights.
    EXECUTE format('GRANT EXECUTE ON ROUTINE %s TO PUBLIC', moved.called);
    IF roles IS NOT NULL THEN
      EXECUTE format('REVOKE ALL ON ROUTINE %s FROM %s', moved.called, roles);
    END IF;
    EXECUTE format('ALTER ROUTINE %s SET SCHEMA %I', moved.called, to_schema);
  END LOOP;
  -- Comments call the tables by their schema.
  FOR moved IN
    SELECT c.oid::regclass AS relation, a.attname, regexp_replace(d.description, '\msummaries\.', to_schema || '.', 'g') AS note
    FROM pg_catalog.pg_description AS d
    JOIN pg_catalog.pg_class AS c ON d.classoid = 'pg_catalog.pg_class'::regclass AND c.oid = d.objoid
    LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0
    WHERE c.relnamespace = to_schema::regnamespace AND d.description ~ '\msummaries\.'
  LOOP
    EXECUTE format('COMMENT ON %s IS %L',
      CASE WHEN moved.attname IS NULL THEN format('TABLE %s', moved.relation)
        ELSE format('COLUMN %s.%I', moved.relation, moved.attname) END,
      moved.note);
  END LOOP;
  UPDATE nightjar.summaries SET summary = to_schema || '.' || summary WHERE summary = ANY (summary_names);
  -- The last module to leave takes the empty schema along.
  BEGIN
    DROP SCHEMA summaries RESTRICT;
  EXCEPTION
    WHEN dependent_objects_still_exist THEN NULL;
  END;
END
$$;
COMMENT ON FUNCTION nightjar.leave_summaries(text, text[], text, text[]) IS
  'Moves a module''s summaries out of the schema summaries, which all datasets shared before there were modules, with everything that was granted on them: these tables, and the functions whose names match. Does nothing in a database without these summaries.';
