-- Series of films in third normal form.

CREATE OR REPLACE VIEW tmdb.collections AS
SELECT DISTINCT ON (series.id)
  series.id AS collection_id,
  series.name AS collection,
  series.entry ->> 'poster_path' AS poster_path,
  series.entry ->> 'backdrop_path' AS backdrop_path
FROM tmdb.movies
CROSS JOIN LATERAL tmdb.entries(jsonb_build_array(movies.belongs_to_collection)) AS series
WHERE movies.deleted_at IS NULL AND series.id IS NOT NULL
ORDER BY series.id, movies.id;
COMMENT ON VIEW tmdb.collections IS 'Series that live films belong to.';
COMMENT ON COLUMN tmdb.collections.collection_id IS 'TMDB''s number of the series.';
COMMENT ON COLUMN tmdb.collections.collection IS 'Its name, according to its film with the lowest number.';
COMMENT ON COLUMN tmdb.collections.poster_path IS 'Path of its poster at TMDB.';
COMMENT ON COLUMN tmdb.collections.backdrop_path IS 'Path of its background picture at TMDB.';

CREATE OR REPLACE VIEW tmdb.movie_collections AS
SELECT movies.id AS movie_id, series.id AS collection_id
FROM tmdb.movies
CROSS JOIN LATERAL tmdb.entries(jsonb_build_array(movies.belongs_to_collection)) AS series
WHERE movies.deleted_at IS NULL AND series.id IS NOT NULL;
COMMENT ON VIEW tmdb.movie_collections IS 'Which live film belongs to which series; a film to one at most.';
COMMENT ON COLUMN tmdb.movie_collections.movie_id IS 'The film, as tmdb.movies.id.';
COMMENT ON COLUMN tmdb.movie_collections.collection_id IS 'The series, as in tmdb.collections.';
