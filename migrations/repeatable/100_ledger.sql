-- The migrator makes this table before any file runs; what it means is told here.

DO $$
BEGIN
  IF to_regclass('nightjar.migrations') IS NOT NULL THEN
    COMMENT ON TABLE nightjar.migrations IS 'Which migration files this database has seen.';
    COMMENT ON COLUMN nightjar.migrations.kind IS
      'versioned: ran once and may not change any more. repeatable: runs again whenever one of its kind changes.';
    COMMENT ON COLUMN nightjar.migrations.name IS 'The file''s name.';
    COMMENT ON COLUMN nightjar.migrations.checksum IS 'Checksum of the file as it ran.';
    COMMENT ON COLUMN nightjar.migrations.applied_at IS 'When it ran.';
  END IF;
END
$$;
