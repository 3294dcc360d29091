-- Where rows are tried that may be too long. It has all that a row of the staging table has, which is no
-- less than a row of the feed's table.
CREATE TEMP TABLE :trial (LIKE :staging)
