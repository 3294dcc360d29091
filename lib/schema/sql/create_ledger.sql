-- What the migrator needs before the first migration can run, in a database without it or of before there were
-- modules. Changes nothing where all is there.
CREATE SCHEMA IF NOT EXISTS nightjar;
COMMENT ON SCHEMA nightjar IS
  'Nightjar''s own ledger: nights, rejected rows, files picked up, feeds, migrations, health.';

CREATE TABLE IF NOT EXISTS nightjar.migrations (
  kind text NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT migrations_kind_known CHECK (kind IN ('versioned', 'repeatable'))
);
ALTER TABLE nightjar.migrations
  ADD COLUMN IF NOT EXISTS module text NOT NULL DEFAULT 'nightjar',
  DROP CONSTRAINT IF EXISTS migrations_pkey,
  ADD CONSTRAINT migrations_pkey PRIMARY KEY (module, kind, name);
COMMENT ON TABLE nightjar.migrations IS 'Which migration files this database has seen.';
COMMENT ON COLUMN nightjar.migrations.kind IS
  'versioned: ran once and may not change any more. repeatable: all of a module''s run again whenever one of them changes.';
COMMENT ON COLUMN nightjar.migrations.name IS 'The file''s name.';
COMMENT ON COLUMN nightjar.migrations.checksum IS 'SHA-256 of the file as it ran, in hexadecimal.';
COMMENT ON COLUMN nightjar.migrations.applied_at IS 'When it ran.';
COMMENT ON COLUMN nightjar.migrations.module IS 'The module whose file it is; nightjar: the engine''s own.';

CREATE TABLE IF NOT EXISTS nightjar.modules (
  module text NOT NULL,
  schemas text[] NOT NULL,
  needs_renewal boolean NOT NULL DEFAULT false,
  CONSTRAINT modules_pkey PRIMARY KEY (module)
);
COMMENT ON TABLE nightjar.modules IS
  'The modules that were applied to this database. One that is no longer configured stays, with its tables.';
COMMENT ON COLUMN nightjar.modules.module IS 'Its name, which is that of its folder; nightjar: the engine itself.';
COMMENT ON COLUMN nightjar.modules.schemas IS
  'The schemas that are the module''s: those of its datasets, and those that its migrations create.';
COMMENT ON COLUMN nightjar.modules.needs_renewal IS
  'True after a versioned migration until the module''s views and functions have been renewed.';
