-- A book that changed, and one that was taken off the list and came back.
WITH versions AS (
  SELECT title,
         pages,
         (valid_from AT TIME ZONE 'Europe/Paris')::date AS valid_from,
         (valid_to AT TIME ZONE 'Europe/Paris')::date   AS valid_to,
         lead(valid_from) OVER (PARTITION BY title ORDER BY valid_from) > valid_to AS gap_follows
  FROM vendor.books_history
),
shown AS (
  (SELECT title FROM versions WHERE gap_follows ORDER BY title LIMIT 1)
  UNION ALL
  (SELECT title FROM versions GROUP BY title HAVING count(*) > 1 AND NOT bool_or(coalesce(gap_follows, false))
   ORDER BY title LIMIT 1)
)
SELECT title                                AS "book",
       pages                                AS "pages",
       valid_from                           AS "from",
       coalesce(valid_to::text, 'today on') AS "until",
       CASE WHEN gap_follows THEN 'then deleted, and back later'
            WHEN valid_to IS NULL THEN 'newest version'
            ELSE 'then changed' END         AS "what happened"
FROM shown
JOIN versions USING (title)
ORDER BY gap_follows IS NULL, title, valid_from;
