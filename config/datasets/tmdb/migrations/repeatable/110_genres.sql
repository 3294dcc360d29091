-- Genres in third normal form.

CREATE OR REPLACE VIEW tmdb.genres AS
SELECT entries.id AS genre_id, min(entries.name COLLATE "C") AS genre
FROM tmdb.movies
CROSS JOIN LATERAL tmdb.entries(movies.genres) AS entries
WHERE movies.deleted_at IS NULL AND entries.id IS NOT NULL
GROUP BY entries.id;
COMMENT ON VIEW tmdb.genres IS 'Genres of the live films.';
COMMENT ON COLUMN tmdb.genres.genre_id IS 'TMDB''s number of the genre.';
COMMENT ON COLUMN tmdb.genres.genre IS 'Its name; if films differ, the first in alphabetical order.';

CREATE OR REPLACE VIEW tmdb.movie_genres AS
SELECT DISTINCT movies.id AS movie_id, entries.id AS genre_id
FROM tmdb.movies
CROSS JOIN LATERAL tmdb.entries(movies.genres) AS entries
WHERE movies.deleted_at IS NULL AND entries.id IS NOT NULL;
COMMENT ON VIEW tmdb.movie_genres IS 'Which live film is of which genre.';
COMMENT ON COLUMN tmdb.movie_genres.movie_id IS 'The film, as tmdb.movies.id.';
COMMENT ON COLUMN tmdb.movie_genres.genre_id IS 'The genre, as in tmdb.genres.';
