-- A diagram of the tables and views of some schemas, in the language of Graphviz, a line a row.
-- model.schemas names the schemas. Two relations are tied where the comment of a column names a
-- relation or one of its columns: "The film, as tmdb.movies.id." A dashed line leads from a
-- document to the view that takes it apart: "see tmdb.movie_genres".
WITH relations AS (
  SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relkind = 'v' AS is_view
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE n.nspname = ANY (string_to_array(current_setting('model.schemas'), ','))
    AND c.relkind IN ('r', 'p', 'v')
    AND c.relname !~ '_(past|staging|history|live)$'
),
columns AS (
  SELECT
    r.oid,
    r.name AS relation,
    r.is_view,
    a.attnum AS place,
    a.attname::text AS name,
    replace(replace(format_type(a.atttypid, a.atttypmod),
      'timestamp with time zone', 'timestamptz'), 'double precision', 'double') AS type,
    COALESCE(a.attnum = ANY (i.indkey), false) AS is_key,
    col_description(r.oid, a.attnum) AS note
  FROM relations AS r
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_catalog.pg_index AS i ON i.indrelid = r.oid AND i.indisprimary
  WHERE a.attname NOT IN ('valid_from', 'deleted_at', 'run_id', 'row_id', 'value_fingerprint')
),
nodes AS (
  SELECT
    c.relation,
    format('  %I [label=<<table border="0" cellborder="1" cellspacing="0" cellpadding="4">', c.relation)
      || format('<tr><td port="_" colspan="2" bgcolor="%s"><b>%s</b></td></tr>',
        CASE WHEN c.is_view THEN '#e8eef4' ELSE '#bcd0e4' END, c.relation)
      || string_agg(
        format('<tr><td port="%s" align="left">%s</td><td port="%s." align="left"><font color="#666666">%s</font></td></tr>',
          c.name, CASE WHEN c.is_key THEN '<u>' || c.name || '</u>' ELSE c.name END, c.name, c.type),
        '' ORDER BY c.place)
      || '</table>>];' AS line
  FROM columns AS c
  GROUP BY c.relation, c.is_view
),
mentions AS (
  SELECT
    c.relation, c.name, found[1] AS word,
    found[2] AS target,
    COALESCE(found[3], (
      SELECT same.name FROM columns AS same WHERE same.relation = found[2] AND same.name = c.name)) AS target_column
  FROM columns AS c
  CROSS JOIN LATERAL regexp_matches(
    c.note, '\m(as|in|of|see) ([a-z_]+\.[a-z_]+)(?:\.([a-z_]+))?', 'g') AS found
),
-- Lines leave a row at its right and reach one at its left. A view stands to the left of the
-- document it is made of, as it stands to the left of the table whose keys it has.
edges AS (
  SELECT
    m.relation, m.name,
    CASE m.word
      WHEN 'see' THEN format('  %I:_:e -> %I:%I:w [style=dashed];', m.target, m.relation, m.name)
      ELSE format('  %I:"%s.":e -> %I:%I:w;', m.relation, m.name, m.target, COALESCE(m.target_column, '_'))
    END AS line
  FROM mentions AS m
  JOIN relations AS r ON r.name = m.target
)
SELECT line
FROM (
  SELECT 1 AS part, NULL AS relation, NULL AS name, 'digraph model {' AS line
  UNION ALL SELECT 2, NULL, NULL, '  rankdir=LR; ranksep=1.2; nodesep=0.3;'
  UNION ALL SELECT 3, NULL, NULL, '  node [shape=plain, fontname="Helvetica", fontsize=10];'
  UNION ALL SELECT 4, NULL, NULL, '  edge [arrowhead=none, color="#4a6a8a"];'
  UNION ALL SELECT 5, relation, NULL, line FROM nodes
  UNION ALL SELECT 6, relation, name, line FROM edges
  UNION ALL SELECT 7, NULL, NULL, '}'
) AS lines
ORDER BY part, relation COLLATE "C", name COLLATE "C", line COLLATE "C"
