-- The newest versioned migration, where the repeatable ones have not run since; otherwise no row.
SELECT max(name) AS name
FROM nightjar.migrations
HAVING NOT bool_or(kind = 'repeatable')
