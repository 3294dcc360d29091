-- Whether the table has any row.
SELECT EXISTS (SELECT FROM :table) AS has_rows
