-- What a person needs to decide about a held night: how each guard judged it, and examples of what it
-- would write.

ALTER TABLE nightjar.runs
  ADD COLUMN guards jsonb,
  ADD COLUMN remedy text;
COMMENT ON COLUMN nightjar.runs.guards IS
  'How each guard judged the night: an array of feed, guard, what was found, the limit, and whether it holds. Null where no guard was asked: the night failed before that, or the files are those of the newest night.';
COMMENT ON COLUMN nightjar.runs.remedy IS
  'What to do: of a failed night, as far as the program knows; of a held one only where its YAML has to be mended, since nearly no record fits it. Null otherwise.';

CREATE TABLE nightjar.examples (
  run_id bigint NOT NULL,
  feed text NOT NULL,
  op text NOT NULL,
  place integer NOT NULL,
  example json NOT NULL,
  CONSTRAINT examples_pkey PRIMARY KEY (run_id, feed, op, place),
  CONSTRAINT examples_op_known CHECK (op IN ('insert', 'update', 'delete', 'restore'))
);
COMMENT ON TABLE nightjar.examples IS
  'The first few rows of each kind that a held night would write, for whoever decides about it. They are dropped once the night is loaded or can no longer be approved.';
COMMENT ON COLUMN nightjar.examples.run_id IS 'The night, as in nightjar.runs.';
COMMENT ON COLUMN nightjar.examples.feed IS 'The feed, such as vendor.books.';
COMMENT ON COLUMN nightjar.examples.op IS 'What would become of the row: insert, update, delete, or restore after it had been deleted.';
COMMENT ON COLUMN nightjar.examples.place IS 'Their order, counted from 1: that of the file, or of the table for those that would be deleted.';
COMMENT ON COLUMN nightjar.examples.example IS
  'An object: feed, op, key (an array), and changed: for each column that differs its value before (from) and after (to). Texts of more than 1,000 characters are cut, and end with an ellipsis.';
