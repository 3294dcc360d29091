-- Whether the table has a row at all.
SELECT EXISTS (SELECT FROM :table) AS has_rows
