-- The first rows of a table that was empty before this transaction.
SELECT NULL::jsonb AS before, to_jsonb(first) AS after
FROM (
  SELECT known.*
  FROM :table AS known
  ORDER BY known.row_id
  LIMIT :at_most
) AS first
