-- Keeps the versions that tonight's will replace. A live one ends at $1; a deleted one has ended
-- when it was deleted. $1: the night's instant; $2: its run.
INSERT INTO :past (:columns, valid_from, valid_to, run_id)
SELECT :known_columns, known.valid_from, COALESCE(known.deleted_at, $1::timestamptz), $2::bigint
FROM :table AS known
JOIN :staging AS staged ON :same_key
WHERE NOT staged.spoiled
  AND (known.deleted_at IS NOT NULL OR known.value_fingerprint <> staged.value_fingerprint)
