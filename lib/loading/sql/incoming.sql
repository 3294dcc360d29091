-- Receives a batch of staged records. The table lives as long as the night's transaction.
CREATE TEMP TABLE :incoming (LIKE :staging) ON COMMIT DROP
