-- Stores a row that a held night would write. $1: the run; $2: the feed; $3: the operation; $4: the row.
INSERT INTO nightjar.examples (run_id, feed, op, place, example)
SELECT $1::bigint, $2::text, $3::text, count(*) + 1, $4::json
FROM nightjar.examples
WHERE run_id = $1::bigint
  AND feed = $2
  AND op = $3
