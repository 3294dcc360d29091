-- Ends the versions that tonight's will replace.
INSERT INTO :past (:columns, valid_from, valid_to, run_id)
SELECT :columns, valid_from, valid_to, run_id
FROM :closed
