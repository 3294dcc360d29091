-- The first records in staging whose keys were never known.
SELECT NULL::jsonb AS before, to_jsonb(first) AS after
FROM (
  SELECT staged.*
  FROM :staging AS staged
  WHERE staged.known_row_id IS NULL
  ORDER BY staged.record
  LIMIT :at_most
) AS first
