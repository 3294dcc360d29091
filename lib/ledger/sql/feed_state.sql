-- The state of a feed after its last commit. $1: the feed.
SELECT definition_digest, fingerprint_token, next_row_id, ends_with_line_end
FROM nightjar.feeds
WHERE feed = $1
