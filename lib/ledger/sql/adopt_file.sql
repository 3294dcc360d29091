-- Records a file of an adopted night. $1: the run; $2: the feed; $3: the file's name; $4: its bytes; $5:
-- its time at the source; $6: its SHA-256; $7: its path in the archive; $8: its place
-- among the feed's files.
INSERT INTO nightjar.dumps (run_id, feed, name, bytes, source_time, sha256, archived_at, part)
VALUES ($1::bigint, $2, $3, $4::bigint, $5::timestamptz, $6, $7, $8::integer)
