-- Records that the dumps of nights that ended before an instant need not be kept any more, even if they
-- never were. $1: the instant; $2: nights that the archive still has, by their names there.
UPDATE nightjar.dumps
SET
  archived_at = NULL,
  dropped_at = clock_timestamp()
FROM nightjar.runs AS runs
WHERE runs.run_id = dumps.run_id
  AND runs.finished_at < $1::timestamptz
  AND dumps.dropped_at IS NULL
  AND COALESCE(runs.night_id::text, runs.run_id::text) <> ALL ($2::text[])
