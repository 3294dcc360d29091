-- Countries and languages in third normal form.

CREATE OR REPLACE VIEW tmdb.countries AS
SELECT entries.entry ->> 'iso_3166_1' AS country_code, min(entries.name COLLATE "C") AS country
FROM tmdb.movies
CROSS JOIN LATERAL tmdb.entries(movies.production_countries) AS entries
WHERE movies.deleted_at IS NULL AND entries.entry ->> 'iso_3166_1' IS NOT NULL
GROUP BY entries.entry ->> 'iso_3166_1';
COMMENT ON VIEW tmdb.countries IS 'Production countries of the live films.';
COMMENT ON COLUMN tmdb.countries.country_code IS 'The ISO 3166-1 code of the country, such as US.';
COMMENT ON COLUMN tmdb.countries.country IS 'Its name; if films differ, the first in alphabetical order.';

CREATE OR REPLACE VIEW tmdb.movie_countries AS
SELECT DISTINCT movies.id AS movie_id, entries.entry ->> 'iso_3166_1' AS country_code
FROM tmdb.movies
CROSS JOIN LATERAL tmdb.entries(movies.production_countries) AS entries
WHERE movies.deleted_at IS NULL AND entries.entry ->> 'iso_3166_1' IS NOT NULL;
COMMENT ON VIEW tmdb.movie_countries IS 'Which live film was made in which country.';
COMMENT ON COLUMN tmdb.movie_countries.movie_id IS 'The film, as tmdb.movies.id.';
COMMENT ON COLUMN tmdb.movie_countries.country_code IS 'The country, as in tmdb.countries.';

CREATE OR REPLACE VIEW tmdb.languages AS
SELECT entries.entry ->> 'iso_639_1' AS language_code, min(entries.name COLLATE "C") AS language
FROM tmdb.movies
CROSS JOIN LATERAL tmdb.entries(movies.spoken_languages) AS entries
WHERE movies.deleted_at IS NULL AND entries.entry ->> 'iso_639_1' IS NOT NULL
GROUP BY entries.entry ->> 'iso_639_1';
COMMENT ON VIEW tmdb.languages IS 'Spoken languages of the live films.';
COMMENT ON COLUMN tmdb.languages.language_code IS 'The ISO 639-1 code of the language, such as en.';
COMMENT ON COLUMN tmdb.languages.language IS 'Its name; if films differ, the first in alphabetical order.';

CREATE OR REPLACE VIEW tmdb.movie_languages AS
SELECT DISTINCT movies.id AS movie_id, entries.entry ->> 'iso_639_1' AS language_code
FROM tmdb.movies
CROSS JOIN LATERAL tmdb.entries(movies.spoken_languages) AS entries
WHERE movies.deleted_at IS NULL AND entries.entry ->> 'iso_639_1' IS NOT NULL;
COMMENT ON VIEW tmdb.movie_languages IS 'Which live film speaks which language.';
COMMENT ON COLUMN tmdb.movie_languages.movie_id IS 'The film, as tmdb.movies.id.';
COMMENT ON COLUMN tmdb.movie_languages.language_code IS 'The language, as in tmdb.languages.';
