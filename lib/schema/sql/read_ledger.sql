SELECT kind, name, checksum
FROM nightjar.migrations
ORDER BY kind, name
