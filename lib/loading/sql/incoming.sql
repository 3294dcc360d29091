-- Where a batch of the staged records arrives. It lives as long as the night's transaction.
CREATE TEMP TABLE :incoming (LIKE :staging) ON COMMIT DROP
