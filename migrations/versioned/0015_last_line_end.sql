-- Remembers how a feed's last file ended, so that a file that was cut in its last value is noticed.

ALTER TABLE nightjar.feeds ADD COLUMN ends_with_line_end boolean;
COMMENT ON COLUMN nightjar.feeds.ends_with_line_end IS
  'Of a CSV: whether its last line is expected to have an end, as that of the newest file had that was loaded; null where nobody knows yet. A file without one may have been cut: a guard holds it once, and nightjar approve makes it the expected form.';
