-- Opens the first versions of new keys. $1: the night's instant; $2: its run.
INSERT INTO :table (:columns, valid_from, run_id, row_id, value_fingerprint)
SELECT :columns, $1::timestamptz, $2::bigint, row_id, value_fingerprint
FROM :staging
WHERE known_row_id IS NULL
