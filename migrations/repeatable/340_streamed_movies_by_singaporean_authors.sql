DROP VIEW IF EXISTS answers.streamed_movies_by_singaporean_authors;
DROP FUNCTION IF EXISTS answers.streamed_movies_by_nationality(text);

CREATE FUNCTION answers.streamed_movies_by_nationality(nationality text)
RETURNS bigint
LANGUAGE sql STABLE
AS $$
  WITH book_keys AS MATERIALIZED (
    SELECT DISTINCT answers.title_key(books.title) AS book_key
    FROM vendor.authors
    JOIN vendor.books ON books.author = authors.name
    WHERE nationality = ANY (authors.nationalities)
  ),
  movie_keys AS MATERIALIZED (
    SELECT DISTINCT films.movie_key
    FROM book_keys
    JOIN answers.films_of_books() AS films ON films.book_key = book_keys.book_key
  )
  SELECT count(DISTINCT titles.title_key)
  FROM movie_keys
  JOIN answers.streamed_titles() AS titles ON titles.title_key = movie_keys.movie_key
$$;
COMMENT ON FUNCTION answers.streamed_movies_by_nationality(text) IS
  'How many streamed films are based on a book whose author has the given nationality, by its label.';

CREATE VIEW answers.streamed_movies_by_singaporean_authors AS
SELECT answers.streamed_movies_by_nationality('Singaporeans') AS movies;
COMMENT ON VIEW answers.streamed_movies_by_singaporean_authors IS
  'How many streamed films are based on books by Singaporean authors?';
COMMENT ON COLUMN answers.streamed_movies_by_singaporean_authors.movies IS 'Number of such films.';
