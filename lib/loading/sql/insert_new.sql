-- Opens the first versions of keys never known before. $1: the night's instant; $2: its run.
INSERT INTO :table (:columns, valid_from, run_id, row_id, value_fingerprint)
SELECT :staged_columns, $1::timestamptz, $2::bigint, staged.row_id, staged.value_fingerprint
FROM :staging AS staged
LEFT JOIN :table AS known ON :same_key
WHERE NOT staged.spoiled
  AND known.row_id IS NULL
