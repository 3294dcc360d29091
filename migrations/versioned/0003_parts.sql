-- A feed may be read from several files, the parts of one dump.

ALTER TABLE nightjar.dumps ADD COLUMN part integer NOT NULL DEFAULT 1;
COMMENT ON COLUMN nightjar.dumps.part IS
  'Its place among the files of the feed in this night, in the order in which they are read, counted from 1.';
COMMENT ON TABLE nightjar.dumps IS
  'Each file that a night picked up, and where it is kept: a row for each feed that is read from it.';

ALTER TABLE nightjar.rejects ADD COLUMN file text;
COMMENT ON COLUMN nightjar.rejects.file IS
  'The file that has the record, by its name at the source; null in nights from before this was recorded.';
