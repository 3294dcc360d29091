-- Brings the summaries that answers and reports read up to a night. $1: the dataset; $2: the run.
SELECT nightjar.after_load($1, $2::bigint)
