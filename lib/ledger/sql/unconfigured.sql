-- The datasets that have nights in the ledger but are not configured. $1: the configured datasets.
SELECT DISTINCT runs.dataset
FROM nightjar.runs
WHERE runs.dataset <> ALL ($1::text[])
ORDER BY runs.dataset
