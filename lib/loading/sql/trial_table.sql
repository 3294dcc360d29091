-- A table like the feed's, for trials of rows that may be too long.
CREATE TEMP TABLE :trial (:columns_of_table)
