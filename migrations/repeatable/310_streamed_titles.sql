-- Which films were streamed, and which are based on books. Several views stand on these functions: to
-- change their columns, drop those views here first (their own files make them again).

CREATE OR REPLACE FUNCTION answers.streamed_titles()
RETURNS TABLE (movie_title text, title_key text)
LANGUAGE sql STABLE
AS $$
  SELECT spellings.movie_title, answers.title_key(spellings.movie_title)
  FROM (SELECT DISTINCT streams.movie_title FROM app.streams) AS spellings
$$;
COMMENT ON FUNCTION answers.streamed_titles() IS
  'The titles of all films that were ever streamed, in each spelling, with the key by which titles are compared.';

CREATE OR REPLACE FUNCTION answers.films_of_books()
RETURNS TABLE (movie_key text, book_key text)
LANGUAGE sql STABLE
AS $$
  SELECT DISTINCT answers.title_key(pairs.movie_title), answers.title_key(pairs.book_title)
  FROM (SELECT DISTINCT reviews.movie_title, reviews.book_title FROM vendor.reviews) AS pairs
$$;
COMMENT ON FUNCTION answers.films_of_books() IS
  'Which film is based on which book, as reviews tell it: the title keys of both.';
