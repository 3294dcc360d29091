-- What the last commit of a feed left. $1: the feed.
SELECT definition_digest, fingerprint_token, next_row_id
FROM nightjar.feeds
WHERE feed = $1
