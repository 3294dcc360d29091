-- A book that changed, and one that was taken off the list and came back.
WITH versions AS (
  SELECT title,
         pages,
         (valid_from AT TIME ZONE 'Europe/Paris')::timestamp(0) AS valid_from,
         (valid_to AT TIME ZONE 'Europe/Paris')::timestamp(0)   AS valid_to,
         lead(valid_from) OVER (PARTITION BY title ORDER BY valid_from) > valid_to AS gap_follows
  FROM vendor.books_history
),
books AS (
  SELECT title, coalesce(bool_or(gap_follows), false) AS came_back
  FROM versions
  GROUP BY title
  HAVING count(*) > 1
),
shown AS (
  SELECT DISTINCT ON (came_back) title, came_back
  FROM books
  ORDER BY came_back, title
)
SELECT title                             AS "book",
       pages                             AS "pages",
       valid_from                        AS "from",
       coalesce(valid_to::text, 'now on') AS "until",
       CASE WHEN valid_to IS NULL THEN 'the newest version'
            WHEN gap_follows THEN 'then deleted, and back later'
            ELSE 'then changed' END      AS "what happened"
FROM shown
JOIN versions USING (title)
ORDER BY came_back, title, valid_from;
