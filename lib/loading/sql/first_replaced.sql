-- The first records in staging that would replace a live or a deleted row, with that row.
SELECT to_jsonb(first.known) AS before, to_jsonb(first.staged) AS after
FROM (
  SELECT known, staged
  FROM :staging AS staged
  JOIN :table AS known ON known.row_id = staged.known_row_id
  WHERE (known.deleted_at IS NULL) = :is_live
  ORDER BY staged.record
  LIMIT :at_most
) AS first
