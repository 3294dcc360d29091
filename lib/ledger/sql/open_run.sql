-- Begins a night. $1: the dataset; $2: the instant from which its dump's facts are valid.
INSERT INTO nightjar.runs (dataset, as_of)
VALUES ($1, $2::timestamptz)
RETURNING run_id, night_id
