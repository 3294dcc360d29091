-- Keeps the versions that tonight's will replace. A live one ends at $1; a deleted one has ended
-- when it was deleted. $1: the night's instant; $2: its run.
INSERT INTO :past (:columns, valid_from, valid_to, run_id)
SELECT :known_columns, known.valid_from, COALESCE(known.deleted_at, $1::timestamptz), $2::bigint
FROM :staging AS staged
JOIN :table AS known ON known.row_id = staged.known_row_id AND :same_key
