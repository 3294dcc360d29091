-- Who may do what, in one place. Roles that could not be created are passed over.

CREATE OR REPLACE FUNCTION nightjar.grant_to(role_name text, privileges text)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = role_name) THEN
    EXECUTE format('GRANT %s TO %I', privileges, role_name);
  END IF;
END
$$;
COMMENT ON FUNCTION nightjar.grant_to(text, text) IS 'Grants privileges to a role, if there is such a role.';

DO $$
DECLARE
  schema_name text;
BEGIN
  -- Functions that change something are for those who migrate and load.
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA nightjar, summaries FROM PUBLIC;
  -- The one that every reader of an answer calls.
  GRANT EXECUTE ON FUNCTION nightjar.summary_is_current(text) TO PUBLIC;

  PERFORM nightjar.grant_to('nightjar_ops', 'USAGE ON SCHEMA nightjar');
  PERFORM nightjar.grant_to('nightjar_ops', 'SELECT ON ALL TABLES IN SCHEMA nightjar');

  PERFORM nightjar.grant_to('nightjar_loader', 'USAGE ON SCHEMA nightjar');
  PERFORM nightjar.grant_to('nightjar_loader', 'SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA nightjar');
  PERFORM nightjar.grant_to('nightjar_loader', 'USAGE ON ALL SEQUENCES IN SCHEMA nightjar');
  PERFORM nightjar.grant_to('nightjar_loader', 'EXECUTE ON ALL FUNCTIONS IN SCHEMA nightjar');

  FOR schema_name IN SELECT feeds.dataset FROM nightjar.feeds UNION SELECT 'summaries' LOOP
    PERFORM nightjar.grant_to('nightjar_loader', format('USAGE ON SCHEMA %I', schema_name));
    PERFORM nightjar.grant_to('nightjar_loader',
      format('SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA %I', schema_name));
    PERFORM nightjar.grant_to('nightjar_loader', format('EXECUTE ON ALL FUNCTIONS IN SCHEMA %I', schema_name));
  END LOOP;

  PERFORM nightjar.grant_to('nightjar_loader', 'USAGE ON SCHEMA answers');
  PERFORM nightjar.grant_to('nightjar_analyst', 'USAGE ON SCHEMA nightjar');
  FOR schema_name IN
    SELECT feeds.dataset FROM nightjar.feeds
    UNION
    SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname IN ('answers', 'reports', 'summaries')
  LOOP
    PERFORM nightjar.grant_to('nightjar_analyst', format('USAGE ON SCHEMA %I', schema_name));
    PERFORM nightjar.grant_to('nightjar_analyst', format('SELECT ON ALL TABLES IN SCHEMA %I', schema_name));
    PERFORM nightjar.grant_to('nightjar_analyst', format('EXECUTE ON ALL FUNCTIONS IN SCHEMA %I', schema_name));
  END LOOP;
END
$$;
