DELETE FROM nightjar.migrations
WHERE kind = 'repeatable'
