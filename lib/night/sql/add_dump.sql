-- Notes a file that was picked up. $1: the run; $2: the feed; $3: the file's name; $4: its bytes;
-- $5: its time at the source.
INSERT INTO nightjar.dumps (run_id, feed, name, bytes, source_time)
VALUES ($1::bigint, $2, $3, $4::bigint, $5::timestamptz)
