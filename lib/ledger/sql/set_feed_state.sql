-- Notes what tonight's commit leaves of a feed, under a new token: fingerprint caches written before are
-- stale from here on. $1: the feed; $2: the definition's digest; $3: the first row id not given
-- away; $4: the run, or null where only fingerprints were renewed; $5: whether the last line of its
-- files is expected to have an end, or null where that is as before.
UPDATE nightjar.feeds
SET
  definition_digest = $2,
  fingerprint_token = gen_random_uuid(),
  next_row_id = $3::bigint,
  last_run_id = COALESCE($4::bigint, last_run_id),
  ends_with_line_end = COALESCE($5::boolean, ends_with_line_end)
WHERE feed = $1
RETURNING fingerprint_token
