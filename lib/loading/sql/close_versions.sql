-- Closes the versions that this night will replace.
INSERT INTO :past (:columns, valid_from, valid_to, run_id)
SELECT :columns, valid_from, valid_to, run_id
FROM :closed
