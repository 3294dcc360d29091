-- Rows that the night would write, each as one JSON object: feed, op, key, and for the columns that
-- differ the values before and after. Long values are cut. $1: the feed; $2: the operation; $3: the
-- key's columns, $4: the others, both as JSON arrays.
SELECT
  json_build_object(
    'feed', $1::text,
    'op', $2::text,
    'key', (
      SELECT json_agg(COALESCE(pair.after, pair.before) -> part.name ORDER BY part.place)
      FROM json_array_elements_text($3::json) WITH ORDINALITY AS part (name, place)
    ),
    'changed', COALESCE(
      (
        SELECT json_object_agg(
          cell.name,
          json_build_object(
            'from', CASE
              WHEN length(cell.before #>> '{}') > 1000 THEN to_jsonb(left(cell.before #>> '{}', 1000) || '…')
              ELSE cell.before
            END,
            'to', CASE
              WHEN length(cell.after #>> '{}') > 1000 THEN to_jsonb(left(cell.after #>> '{}', 1000) || '…')
              ELSE cell.after
            END
          )
          ORDER BY cell.place
        )
        FROM (
          SELECT
            part.name,
            part.place,
            NULLIF(pair.before -> part.name, 'null'::jsonb) AS before,
            NULLIF(pair.after -> part.name, 'null'::jsonb) AS after
          FROM json_array_elements_text($4::json) WITH ORDINALITY AS part (name, place)
        ) AS cell
        WHERE cell.before IS DISTINCT FROM cell.after
      ),
      '{}'
    )
  ) AS example
FROM (:pairs) AS pair
