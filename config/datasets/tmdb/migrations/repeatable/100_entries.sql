-- The lists in tmdb's jsonb columns, read so that nothing a file may hold makes a query fail.

CREATE OR REPLACE FUNCTION tmdb.entries(list jsonb)
RETURNS TABLE (entry jsonb, id bigint, name text, place bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT
    e.entry,
    CASE WHEN e.entry ->> 'id' ~ '^-?[0-9]{1,18}$' THEN (e.entry ->> 'id')::bigint END,
    e.entry ->> 'name',
    e.place
  FROM jsonb_array_elements(CASE jsonb_typeof(list) WHEN 'array' THEN list ELSE '[]' END)
    WITH ORDINALITY AS e (entry, place)
  WHERE jsonb_typeof(e.entry) = 'object'
$$;
COMMENT ON FUNCTION tmdb.entries(jsonb) IS
  'The objects of a list with their id, if it is an integer, and their name; no rows if it is not a list.';
