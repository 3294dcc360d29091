CREATE OR REPLACE FUNCTION answers.streamed_movies_by_nationality(nationality text)
RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT count(DISTINCT streamed.title_key)
  FROM answers.streamed_titles() AS streamed
  JOIN answers.movies_by_nationality(nationality) AS movies ON movies.title_key = streamed.title_key
$$;
COMMENT ON FUNCTION answers.streamed_movies_by_nationality(text) IS
  'How many streamed films are based on a book whose author has the given nationality, by its label.';

CREATE OR REPLACE VIEW answers.streamed_movies_by_singaporean_authors AS
SELECT answers.streamed_movies_by_nationality('Singaporeans') AS movies;
COMMENT ON VIEW answers.streamed_movies_by_singaporean_authors IS
  'How many streamed films are based on books by Singaporean authors?';
COMMENT ON COLUMN answers.streamed_movies_by_singaporean_authors.movies IS 'Number of such films.';
