-- What is kept of vendor.reviews: titles, which only ever join, and the films of nationalities. Titles of
-- films and books are parts of a review's key, so that the versions which a night replaced do not matter.

CREATE OR REPLACE FUNCTION streaming_summaries.rebuild_nationalities()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM streaming_summaries.nationality_books;
  INSERT INTO streaming_summaries.nationality_books (nationality, title_key)
  SELECT asked.nationality, books.title_key
  FROM streaming_summaries.nationalities AS asked
  CROSS JOIN LATERAL answers.books_by_nationality(asked.nationality) AS books;
  CREATE TEMPORARY TABLE rebuilt_nationalities ON COMMIT DROP AS
    SELECT DISTINCT books.nationality, reviews.movie_title
    FROM streaming_summaries.nationality_books AS books
    JOIN streaming_summaries.reviewed_books AS spelled ON spelled.title_key = books.title_key
    JOIN vendor.reviews ON reviews.book_title = spelled.book_title;
  DELETE FROM streaming_summaries.nationality_movies;
  INSERT INTO streaming_summaries.nationality_movies (nationality, movie_title)
  SELECT r.nationality, r.movie_title FROM rebuilt_nationalities AS r;
  DROP TABLE rebuilt_nationalities;
  ANALYZE streaming_summaries.nationality_books, streaming_summaries.nationality_movies;
END
$$;
COMMENT ON FUNCTION streaming_summaries.rebuild_nationalities() IS
  'Answers the standing questions on nationalities from all reviews.';

CREATE OR REPLACE FUNCTION streaming_summaries.rebuild_reviews()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  -- The key begins with the film's title: from one title to the next in the index is a fraction of a scan.
  CREATE TEMPORARY TABLE rebuilt_movies ON COMMIT DROP AS
    WITH RECURSIVE titles AS (
      (SELECT reviews.movie_title FROM vendor.reviews ORDER BY reviews.movie_title LIMIT 1)
      UNION ALL
      SELECT (
        SELECT reviews.movie_title FROM vendor.reviews
        WHERE reviews.movie_title > titles.movie_title ORDER BY reviews.movie_title LIMIT 1)
      FROM titles WHERE titles.movie_title IS NOT NULL
    )
    SELECT titles.movie_title FROM titles WHERE titles.movie_title IS NOT NULL;
  -- CREATE TABLE AS, unlike INSERT, reads with parallel workers.
  CREATE TEMPORARY TABLE rebuilt_books ON COMMIT DROP AS
    SELECT DISTINCT reviews.book_title FROM vendor.reviews;
  DELETE FROM streaming_summaries.reviewed_movies;
  INSERT INTO streaming_summaries.reviewed_movies (movie_title, title_key)
  SELECT rebuilt_movies.movie_title, answers.title_key(rebuilt_movies.movie_title) FROM rebuilt_movies;
  DELETE FROM streaming_summaries.reviewed_books;
  INSERT INTO streaming_summaries.reviewed_books (book_title, title_key)
  SELECT rebuilt_books.book_title, answers.title_key(rebuilt_books.book_title) FROM rebuilt_books;
  DROP TABLE rebuilt_movies, rebuilt_books;
  ANALYZE streaming_summaries.reviewed_movies, streaming_summaries.reviewed_books;
  PERFORM streaming_summaries.rebuild_nationalities();
END
$$;
COMMENT ON FUNCTION streaming_summaries.rebuild_reviews() IS 'Computes all summaries of vendor.reviews again.';

CREATE OR REPLACE FUNCTION streaming_summaries.nationality_books_have_changed()
RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (
    SELECT
    FROM (
      SELECT asked.nationality, books.title_key
      FROM streaming_summaries.nationalities AS asked
      CROSS JOIN LATERAL answers.books_by_nationality(asked.nationality) AS books
    ) AS now
    FULL JOIN streaming_summaries.nationality_books AS kept
      ON kept.nationality = now.nationality AND kept.title_key = now.title_key
    WHERE kept.title_key IS NULL OR now.title_key IS NULL)
$$;
COMMENT ON FUNCTION streaming_summaries.nationality_books_have_changed() IS
  'Whether the standing questions on nationalities are about other books than when they were last computed.';

CREATE OR REPLACE FUNCTION streaming_summaries.refresh_nationalities(of_run_id bigint)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  IF (EXISTS (SELECT FROM vendor.books WHERE books.run_id = of_run_id)
      OR EXISTS (SELECT FROM vendor.authors WHERE authors.run_id = of_run_id))
    AND streaming_summaries.nationality_books_have_changed()
  THEN
    PERFORM streaming_summaries.rebuild_nationalities();
  ELSE
    INSERT INTO streaming_summaries.nationality_movies (nationality, movie_title)
    SELECT DISTINCT books.nationality, staged.movie_title
    FROM streaming_summaries.nationality_books AS books
    JOIN streaming_summaries.reviewed_books AS spelled ON spelled.title_key = books.title_key
    JOIN vendor.reviews_staging AS staged ON staged.book_title = spelled.book_title
    WHERE NOT EXISTS (
      SELECT FROM streaming_summaries.nationality_movies AS kept
      WHERE kept.movie_title = staged.movie_title AND kept.nationality = books.nationality);
  END IF;
END
$$;
COMMENT ON FUNCTION streaming_summaries.refresh_nationalities(bigint) IS
  'Updates the standing questions on nationalities for a night; computes one again if its books have changed.';

CREATE OR REPLACE FUNCTION streaming_summaries.refresh_reviews(of_run_id bigint)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO streaming_summaries.reviewed_movies (movie_title, title_key)
  SELECT titles.movie_title, answers.title_key(titles.movie_title)
  FROM (
    SELECT staged.movie_title FROM vendor.reviews_staging AS staged
    EXCEPT SELECT known.movie_title FROM streaming_summaries.reviewed_movies AS known
  ) AS titles;
  INSERT INTO streaming_summaries.reviewed_books (book_title, title_key)
  SELECT titles.book_title, answers.title_key(titles.book_title)
  FROM (
    SELECT staged.book_title FROM vendor.reviews_staging AS staged
    EXCEPT SELECT known.book_title FROM streaming_summaries.reviewed_books AS known
  ) AS titles;
  PERFORM streaming_summaries.refresh_nationalities(of_run_id);
END
$$;
COMMENT ON FUNCTION streaming_summaries.refresh_reviews(bigint) IS 'Updates all summaries of vendor.reviews for a night.';

DO $$
BEGIN
  PERFORM nightjar.register_summary('streaming_summaries.reviews', 'vendor.reviews');
END
$$;
