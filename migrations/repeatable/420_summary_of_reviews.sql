-- What is kept of vendor.reviews: titles, which only ever join, and the films of nationalities.

CREATE OR REPLACE FUNCTION summaries.rebuild_nationalities()
RETURNS void
LANGUAGE sql
AS $$
  DELETE FROM summaries.nationality_books;
  INSERT INTO summaries.nationality_books (nationality, title_key)
  SELECT asked.nationality, books.title_key
  FROM summaries.nationalities AS asked
  CROSS JOIN LATERAL answers.books_by_nationality(asked.nationality) AS books;
  DELETE FROM summaries.nationality_movies;
  INSERT INTO summaries.nationality_movies (nationality, movie_title)
  SELECT DISTINCT books.nationality, reviews.movie_title
  FROM summaries.nationality_books AS books
  JOIN summaries.reviewed_books AS spelled ON spelled.title_key = books.title_key
  JOIN vendor.reviews ON reviews.book_title = spelled.book_title;
$$;
COMMENT ON FUNCTION summaries.rebuild_nationalities() IS
  'Answers the standing questions on nationalities from all reviews.';

CREATE OR REPLACE FUNCTION summaries.rebuild_reviews()
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
  DELETE FROM summaries.reviewed_movies;
  INSERT INTO summaries.reviewed_movies (movie_title, title_key)
  SELECT rebuilt_movies.movie_title, answers.title_key(rebuilt_movies.movie_title) FROM rebuilt_movies;
  DELETE FROM summaries.reviewed_books;
  INSERT INTO summaries.reviewed_books (book_title, title_key)
  SELECT rebuilt_books.book_title, answers.title_key(rebuilt_books.book_title) FROM rebuilt_books;
  DROP TABLE rebuilt_movies, rebuilt_books;
  PERFORM summaries.rebuild_nationalities();
END
$$;
COMMENT ON FUNCTION summaries.rebuild_reviews() IS 'Computes all that is kept of vendor.reviews anew.';

CREATE OR REPLACE FUNCTION summaries.refresh_nationalities(of_run_id bigint)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  CREATE TEMPORARY TABLE asked_books ON COMMIT DROP AS
    SELECT asked.nationality, books.title_key
    FROM summaries.nationalities AS asked
    CROSS JOIN LATERAL answers.books_by_nationality(asked.nationality) AS books;
  IF EXISTS (
    (SELECT a.nationality, a.title_key FROM asked_books AS a
     EXCEPT SELECT k.nationality, k.title_key FROM summaries.nationality_books AS k)
    UNION ALL
    (SELECT k.nationality, k.title_key FROM summaries.nationality_books AS k
     EXCEPT SELECT a.nationality, a.title_key FROM asked_books AS a))
  THEN
    PERFORM summaries.rebuild_nationalities();
  ELSE
    CREATE TEMPORARY TABLE staged_reviews ON COMMIT DROP AS
      SELECT DISTINCT books.nationality, staged.movie_title, staged.book_title, staged.created_at
      FROM summaries.nationality_books AS books
      JOIN summaries.reviewed_books AS spelled ON spelled.title_key = books.title_key
      JOIN vendor.reviews_staging AS staged ON staged.book_title = spelled.book_title;
    ANALYZE staged_reviews;
    -- First joined, then filtered: that a run_id is new to the statistics would make the planner expect one
    -- row, and go through all that is staged for each that there is.
    WITH present AS MATERIALIZED (
      SELECT staged.nationality, t.movie_title, t.run_id
      FROM staged_reviews AS staged
      JOIN vendor.reviews AS t
        ON t.movie_title = staged.movie_title AND t.book_title = staged.book_title
        AND t.created_at = staged.created_at
    )
    INSERT INTO summaries.nationality_movies (nationality, movie_title)
    SELECT DISTINCT present.nationality, present.movie_title
    FROM present
    WHERE present.run_id = of_run_id
    ON CONFLICT ON CONSTRAINT nationality_movies_pkey DO NOTHING;
    DROP TABLE staged_reviews;
  END IF;
  DROP TABLE asked_books;
END
$$;
COMMENT ON FUNCTION summaries.refresh_nationalities(bigint) IS
  'Brings the standing questions on nationalities up to a night; anew where the books of one have changed.';

CREATE OR REPLACE FUNCTION summaries.refresh_reviews(of_run_id bigint, at_instant timestamptz)
RETURNS bigint
LANGUAGE plpgsql
AS $$
BEGIN
  -- A title that is not known yet is nearly never seen: only then is it looked up whether its record was taken.
  INSERT INTO summaries.reviewed_movies (movie_title, title_key)
  SELECT titles.movie_title, answers.title_key(titles.movie_title)
  FROM (
    SELECT staged.movie_title FROM vendor.reviews_staging AS staged WHERE staged.movie_title IS NOT NULL
    EXCEPT SELECT known.movie_title FROM summaries.reviewed_movies AS known
  ) AS titles
  WHERE EXISTS (SELECT FROM vendor.reviews WHERE reviews.movie_title = titles.movie_title);
  INSERT INTO summaries.reviewed_books (book_title, title_key)
  SELECT titles.book_title, answers.title_key(titles.book_title)
  FROM (
    SELECT staged.book_title FROM vendor.reviews_staging AS staged WHERE staged.book_title IS NOT NULL
    EXCEPT SELECT known.book_title FROM summaries.reviewed_books AS known
  ) AS titles;
  PERFORM summaries.refresh_nationalities(of_run_id);
  RETURN (SELECT count(*) FROM vendor.reviews_staging);
END
$$;
COMMENT ON FUNCTION summaries.refresh_reviews(bigint, timestamptz) IS
  'Brings all that is kept of vendor.reviews up to a night; returns how many records were staged. A book title of a record that was refused may be kept too: it is only ever a spelling to look for.';

DO $$
BEGIN
  PERFORM nightjar.register_summary('reviews', 'vendor.reviews');
END
$$;
