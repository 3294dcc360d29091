-- Fills a table that has no row yet: every staged key is new. $1: the night's instant; $2: its run.
INSERT INTO :table (:columns, valid_from, run_id, row_id, value_fingerprint)
SELECT :staged_columns, $1::timestamptz, $2::bigint, staged.row_id, staged.value_fingerprint
FROM :staging AS staged
WHERE NOT staged.spoiled
