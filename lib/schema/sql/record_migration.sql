-- $1: the kind; $2: the file's name; $3: its checksum.
INSERT INTO nightjar.migrations (kind, name, checksum)
VALUES ($1, $2, $3)
