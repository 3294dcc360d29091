-- $1: the module.
DELETE FROM nightjar.migrations
WHERE kind = 'repeatable' AND module = $1
