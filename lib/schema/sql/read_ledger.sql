-- The row is read as JSON since a database of before there were modules has no such column.
SELECT COALESCE(to_jsonb(migrations) ->> 'module', 'nightjar') AS module, kind, name, checksum
FROM nightjar.migrations
ORDER BY 1, kind, name
