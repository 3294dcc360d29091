CREATE OR REPLACE VIEW answers.streamed_movies_based_on_books AS
WITH streamed AS MATERIALIZED (
  SELECT DISTINCT titles.title_key FROM answers.streamed_titles() AS titles
),
of_books AS MATERIALIZED (
  SELECT DISTINCT titles.title_key FROM answers.reviewed_movies() AS titles
)
SELECT
  count(*) AS streamed_movies,
  count(of_books.title_key) AS based_on_books,
  round(100.0 * count(of_books.title_key) / NULLIF(count(*), 0), 2) AS percent
FROM streamed
LEFT JOIN of_books ON of_books.title_key = streamed.title_key;
COMMENT ON VIEW answers.streamed_movies_based_on_books IS 'What share of the streamed films is based on a book?';
COMMENT ON COLUMN answers.streamed_movies_based_on_books.streamed_movies IS 'Films that were ever streamed.';
COMMENT ON COLUMN answers.streamed_movies_based_on_books.based_on_books IS 'Those of them that a review links to a book.';
COMMENT ON COLUMN answers.streamed_movies_based_on_books.percent IS 'Their share in percent, to two places.';
