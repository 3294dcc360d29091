-- Production companies in third normal form.

CREATE OR REPLACE VIEW tmdb.companies AS
SELECT entries.id AS company_id, min(entries.name COLLATE "C") AS company
FROM tmdb.movies
CROSS JOIN LATERAL tmdb.entries(movies.production_companies) AS entries
WHERE movies.deleted_at IS NULL AND entries.id IS NOT NULL
GROUP BY entries.id;
COMMENT ON VIEW tmdb.companies IS 'Production companies of the live films.';
COMMENT ON COLUMN tmdb.companies.company_id IS 'TMDB''s number of the company.';
COMMENT ON COLUMN tmdb.companies.company IS 'Its name; if films differ, the first in alphabetical order.';

CREATE OR REPLACE VIEW tmdb.movie_companies AS
SELECT DISTINCT movies.id AS movie_id, entries.id AS company_id
FROM tmdb.movies
CROSS JOIN LATERAL tmdb.entries(movies.production_companies) AS entries
WHERE movies.deleted_at IS NULL AND entries.id IS NOT NULL;
COMMENT ON VIEW tmdb.movie_companies IS 'Which live film was made by which company.';
COMMENT ON COLUMN tmdb.movie_companies.movie_id IS 'The film, as tmdb.movies.id.';
COMMENT ON COLUMN tmdb.movie_companies.company_id IS 'The company, as in tmdb.companies.';
