-- Rows that a held night would write: as stored, and in words. $1: the run.
SELECT
  examples.example,
  examples.feed,
  examples.op,
  (
    SELECT string_agg(COALESCE(part.value, 'null'), ', ' ORDER BY part.place)
    FROM json_array_elements_text(examples.example -> 'key') WITH ORDINALITY AS part (value, place)
  ) AS key,
  (
    SELECT string_agg(
      cell.name || ' ' || CASE examples.op
        WHEN 'insert' THEN COALESCE(cell.value ->> 'to', 'null')
        WHEN 'delete' THEN COALESCE(cell.value ->> 'from', 'null')
        ELSE COALESCE(left(cell.value ->> 'from', 60), 'null') || ' -> ' || COALESCE(left(cell.value ->> 'to', 60), 'null')
      END,
      ', ' ORDER BY cell.place
    )
    FROM json_each(examples.example -> 'changed') WITH ORDINALITY AS cell (name, value, place)
  ) AS cells
FROM nightjar.examples AS examples
WHERE examples.run_id = $1::bigint
ORDER BY
  examples.feed,
  array_position(ARRAY['delete', 'update', 'restore', 'insert'], examples.op),
  examples.place
