-- What refreshes summaries after a night is named by the dataset's YAML now, under after_load:. The engine's own is
-- nightjar.refresh_summaries().

DROP FUNCTION IF EXISTS nightjar.after_load(text, bigint);

COMMENT ON TABLE nightjar.summaries IS
  'The summaries that nights keep, registered by nightjar.register_summary(): of the summary S.X the function S.rebuild_X() computes all, and S.refresh_X(run_id) brings it up to a night.';
COMMENT ON COLUMN nightjar.summaries.summary IS 'Its schema and its name, as in the names of its two functions: shop.totals.';
COMMENT ON COLUMN nightjar.feeds.fingerprint_token IS
  'Names the state that the last commit left; a local fingerprint cache counts only if it has the same token. Null before the first load.';
COMMENT ON COLUMN nightjar.feeds.ends_with_line_end IS
  'Of a CSV: whether its last line is expected to have an end, as that of the newest file had that was loaded; null where that is not known yet. A file without one may have been cut: a guard holds it once, and nightjar approve makes it the expected form.';
COMMENT ON COLUMN nightjar.datasets.fault IS
  'Why its schedule cannot be kept, such as a time zone that the machine does not know; null where all is well.';
COMMENT ON COLUMN nightjar.runs.remedy IS
  'What to do: of a failed night, as far as the program knows; of a held one only where its YAML has to be corrected, since nearly no record fits it. Null otherwise.';
COMMENT ON TABLE nightjar.runs IS 'One row per night: a dump of one dataset, from pick-up to its end.';
COMMENT ON TABLE nightjar.feeds IS 'One row per feed: what its tables were last loaded with.';
