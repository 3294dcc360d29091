-- Records the state of a feed after this commit, with a new token: earlier fingerprint caches are stale
-- from now on. $1: the feed; $2: the definition's digest; $3: the first free row id; $4: the run, or
-- null if only fingerprints were renewed; $5: whether the last line of its files is expected to have a
-- line end, or null if that is unchanged.
UPDATE nightjar.feeds
SET
  definition_digest = $2,
  fingerprint_token = gen_random_uuid(),
  next_row_id = $3::bigint,
  last_run_id = COALESCE($4::bigint, last_run_id),
  ends_with_line_end = COALESCE($5::boolean, ends_with_line_end)
WHERE feed = $1
RETURNING fingerprint_token
