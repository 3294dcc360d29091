-- What the migrator needs before the first migration can run.
CREATE SCHEMA IF NOT EXISTS nightjar;
COMMENT ON SCHEMA nightjar IS 'Nightjar''s own ledger of nights and migrations.';

CREATE TABLE nightjar.migrations (
  kind text NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT migrations_pkey PRIMARY KEY (kind, name),
  CONSTRAINT migrations_kind_known CHECK (kind IN ('versioned', 'repeatable'))
);
COMMENT ON TABLE nightjar.migrations IS 'Which migration files this database has seen.';
COMMENT ON COLUMN nightjar.migrations.kind IS
  'versioned: ran once and may not change any more. repeatable: all of them run again whenever any file changes.';
COMMENT ON COLUMN nightjar.migrations.name IS 'The file''s name.';
COMMENT ON COLUMN nightjar.migrations.checksum IS 'SHA-256 of the file as it ran, in hexadecimal.';
COMMENT ON COLUMN nightjar.migrations.applied_at IS 'When it ran.';
