-- Records a file that was picked up. $1: the run; $2: the feed; $3: the file's name; $4: its bytes; $5:
-- its time at the source; $6: its SHA-256 if it is already known; $7: the member of a zip that is read;
-- $8: its place among the feed's files.
INSERT INTO nightjar.dumps (run_id, feed, name, bytes, source_time, sha256, member, part)
VALUES ($1::bigint, $2, $3, $4::bigint, $5::timestamptz, $6, $7, $8::integer)
