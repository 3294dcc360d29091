-- Which films were streamed, and which were reviewed together with a book. Several views stand on these
-- functions: to change their columns, drop those views here first (their own files make them again).

CREATE OR REPLACE FUNCTION answers.streamed_titles()
RETURNS TABLE (movie_title text, title_key text)
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
#variable_conflict use_column
BEGIN
  IF nightjar.summary_is_current('streaming_summaries.streams') THEN
    RETURN QUERY SELECT kept.movie_title, kept.title_key FROM streaming_summaries.streamed_titles AS kept;
  ELSE
    RETURN QUERY
      SELECT titles.movie_title, answers.title_key(titles.movie_title)
      FROM (SELECT DISTINCT streams.movie_title FROM app.streams) AS titles;
  END IF;
END
$$;
COMMENT ON FUNCTION answers.streamed_titles() IS
  'The titles of all films that were ever streamed, in each spelling, with the key by which titles are compared.';

CREATE OR REPLACE FUNCTION answers.reviewed_movies()
RETURNS TABLE (movie_title text, title_key text)
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
#variable_conflict use_column
BEGIN
  IF nightjar.summary_is_current('streaming_summaries.reviews') THEN
    RETURN QUERY SELECT kept.movie_title, kept.title_key FROM streaming_summaries.reviewed_movies AS kept;
  ELSE
    RETURN QUERY
      SELECT titles.movie_title, answers.title_key(titles.movie_title)
      FROM (SELECT DISTINCT reviews.movie_title FROM vendor.reviews) AS titles;
  END IF;
END
$$;
COMMENT ON FUNCTION answers.reviewed_movies() IS
  'The titles of all films that a review links to a book, in each spelling, with the key by which titles are compared.';

CREATE OR REPLACE FUNCTION answers.books_by_nationality(nationality text)
RETURNS TABLE (title_key text)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT DISTINCT answers.title_key(books.title)
  FROM vendor.authors
  JOIN vendor.books ON books.author = authors.name
  WHERE nationality = ANY (authors.nationalities)
$$;
COMMENT ON FUNCTION answers.books_by_nationality(text) IS
  'The title keys of the books by authors of a nationality, by its label.';

CREATE OR REPLACE FUNCTION answers.movies_by_nationality(nationality text)
RETURNS TABLE (title_key text)
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
#variable_conflict use_column
BEGIN
  IF nightjar.summary_is_current('streaming_summaries.reviews')
    AND EXISTS (SELECT FROM streaming_summaries.nationalities AS kept WHERE kept.nationality = $1) THEN
    RETURN QUERY
      SELECT DISTINCT movies.title_key
      FROM streaming_summaries.nationality_movies AS kept
      JOIN streaming_summaries.reviewed_movies AS movies ON movies.movie_title = kept.movie_title
      WHERE kept.nationality = $1;
  ELSE
    RETURN QUERY
      WITH spelled AS MATERIALIZED (
        SELECT titles.book_title
        FROM (SELECT DISTINCT reviews.book_title FROM vendor.reviews) AS titles
        JOIN answers.books_by_nationality($1) AS books ON books.title_key = answers.title_key(titles.book_title)
      ),
      movies AS MATERIALIZED (
        SELECT DISTINCT reviews.movie_title
        FROM vendor.reviews
        JOIN spelled ON spelled.book_title = reviews.book_title
      )
      SELECT DISTINCT answers.title_key(movies.movie_title) FROM movies;
  END IF;
END
$$;
COMMENT ON FUNCTION answers.movies_by_nationality(text) IS
  'The title keys of the films that reviews link to a book by an author of a nationality.';
