-- Whether the live rows are exactly the rows of the dump, copied to bench.night: true or false.
-- Sums of row hashes do not depend on the order.
WITH dump AS (
  SELECT
    count(*) AS rows,
    sum(hash_record_extended(
      ROW(movie_title, book_title, rating, rating_label, text, created_at, updated_at), 0)::numeric) AS hashes
  FROM bench.night
),
live AS (
  SELECT
    count(*) AS rows,
    sum(hash_record_extended(
      ROW(movie_title, book_title, rating, rating_label, text, created_at, updated_at), 0)::numeric) AS hashes
  FROM vendor.reviews_live
)
SELECT (dump.rows, dump.hashes) = (live.rows, live.hashes) FROM dump CROSS JOIN live;
