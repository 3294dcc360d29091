-- A night as a good engineer writes it with PostgreSQL alone, after the whole dump has been copied to
-- usual.staging. The dump is joined with the table twice: once for what is new or differs, once for
-- what is gone; all else works on the little that was found.

SET work_mem = '512MB';
ANALYZE usual.staging;

BEGIN;
CREATE TEMPORARY TABLE differing ON COMMIT DROP AS
SELECT staging.*, reviews.valid_from IS NOT NULL AS is_known
FROM usual.staging
LEFT JOIN usual.reviews USING (movie_title, book_title, created_at)
WHERE reviews.movie_title IS NULL
  OR reviews.deleted_at IS NOT NULL
  OR (staging.rating, staging.rating_label, staging.text, staging.updated_at)
    IS DISTINCT FROM (reviews.rating, reviews.rating_label, reviews.text, reviews.updated_at);
ANALYZE differing;

INSERT INTO usual.reviews_past
SELECT reviews.*, coalesce(reviews.deleted_at, now())
FROM usual.reviews
JOIN differing USING (movie_title, book_title, created_at);

UPDATE usual.reviews
SET rating = differing.rating, rating_label = differing.rating_label, text = differing.text,
  updated_at = differing.updated_at, valid_from = now(), deleted_at = NULL
FROM differing
WHERE (reviews.movie_title, reviews.book_title, reviews.created_at)
  = (differing.movie_title, differing.book_title, differing.created_at);

INSERT INTO usual.reviews
SELECT movie_title, book_title, rating, rating_label, text, created_at, updated_at, now(), NULL
FROM differing
WHERE NOT is_known;

UPDATE usual.reviews
SET deleted_at = now()
WHERE deleted_at IS NULL AND NOT EXISTS (
  SELECT FROM usual.staging
  WHERE (staging.movie_title, staging.book_title, staging.created_at)
    = (reviews.movie_title, reviews.book_title, reviews.created_at));
COMMIT;
