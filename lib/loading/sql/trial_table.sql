-- Where rows are tried that may be too long: a table like the feed's.
CREATE TEMP TABLE :trial (:columns_of_table)
