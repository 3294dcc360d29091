-- How many reviews a table holds, and the sum of their hashes, which does not depend on their order.
-- :table: the table.
SELECT
  count(*) AS rows,
  sum(hash_record_extended(
    ROW(movie_title, book_title, rating, rating_label, text, created_at, updated_at), 0)::numeric) AS hashes
FROM :table;
