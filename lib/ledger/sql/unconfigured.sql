-- What the ledger has nights of and the configuration does not know. $1: the configured datasets.
SELECT DISTINCT runs.dataset
FROM nightjar.runs
WHERE runs.dataset <> ALL ($1::text[])
ORDER BY runs.dataset
