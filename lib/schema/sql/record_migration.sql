-- $1: the module; $2: the kind; $3: the file's name; $4: its checksum.
INSERT INTO nightjar.migrations (module, kind, name, checksum)
VALUES ($1, $2, $3, $4)
