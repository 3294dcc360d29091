-- Rows that would be soft-deleted.
SELECT to_jsonb(known) AS before, NULL::jsonb AS after
FROM :table AS known
WHERE known.row_id IN (:row_ids)
ORDER BY known.row_id
