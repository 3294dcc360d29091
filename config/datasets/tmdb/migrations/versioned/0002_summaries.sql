-- replaces: 0006_tmdb_summaries.sql 0013_long_names.sql
-- What nights keep of tmdb, for schema reports. The engine's repeatable/250_summaries.sql says how it is kept right.
--
-- Names can be of any length, while an entry of a B-tree index has at most 2704 bytes. What is looked up by a whole
-- name gets a hash index, which holds 32 bits of it. What has to stand once gets a short form.

CREATE SCHEMA tmdb_summaries;
COMMENT ON SCHEMA tmdb_summaries IS
  'Figures of tmdb that every night brings up to date within its own transaction; what reports read. Not for direct use.';

CREATE FUNCTION tmdb_summaries.digest(name text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN encode(sha256(convert_to(name, 'UTF8')), 'hex');
COMMENT ON FUNCTION tmdb_summaries.digest(text) IS 'The SHA-256 of a name, in hexadecimal digits.';

-- Longer than the longest name that stands for itself, so that the two are never the same.
CREATE FUNCTION tmdb_summaries.short_form(name text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN length(name) <= 500 THEN name ELSE left(name, 500) || tmdb_summaries.digest(name) END;
COMMENT ON FUNCTION tmdb_summaries.short_form(text) IS
  'What an index holds of a name: the name itself, or of more than 500 characters the first 500 and a digest of all. Indexes are made of it: it must never give another form.';

CREATE TABLE tmdb_summaries.company_names (
  company_id bigint NOT NULL,
  company text COLLATE "C" NOT NULL,
  films bigint NOT NULL
);
CREATE UNIQUE INDEX company_names_once ON tmdb_summaries.company_names (company_id, tmdb_summaries.short_form(company));
COMMENT ON TABLE tmdb_summaries.company_names IS 'Which names films give to a company.';
COMMENT ON COLUMN tmdb_summaries.company_names.company_id IS 'TMDB''s number of the company.';
COMMENT ON COLUMN tmdb_summaries.company_names.company IS 'A name of it.';
COMMENT ON COLUMN tmdb_summaries.company_names.films IS 'How many films give it this name; 0 where none does any more.';

CREATE TABLE tmdb_summaries.companies (
  company_id bigint NOT NULL,
  company text COLLATE "C" NOT NULL,
  CONSTRAINT companies_pkey PRIMARY KEY (company_id)
);
CREATE INDEX companies_by_name ON tmdb_summaries.companies USING hash (company);
COMMENT ON TABLE tmdb_summaries.companies IS
  'The name that reports show of a company: of those in tmdb_summaries.company_names the first in order.';
COMMENT ON COLUMN tmdb_summaries.companies.company_id IS 'TMDB''s number of the company.';
COMMENT ON COLUMN tmdb_summaries.companies.company IS 'Its name.';

CREATE TABLE tmdb_summaries.company_years (
  company_id bigint NOT NULL,
  year integer NOT NULL,
  releases bigint NOT NULL,
  budgets bigint NOT NULL,
  budget numeric NOT NULL,
  revenues bigint NOT NULL,
  revenue numeric NOT NULL,
  profits bigint NOT NULL,
  profit numeric NOT NULL,
  popularities bigint NOT NULL,
  popularity numeric NOT NULL,
  average_popularity numeric GENERATED ALWAYS AS (popularity / NULLIF(popularities, 0)) STORED,
  CONSTRAINT company_years_pkey PRIMARY KEY (company_id, year)
);
CREATE INDEX company_years_by_year ON tmdb_summaries.company_years (year);
COMMENT ON TABLE tmdb_summaries.company_years IS 'Sums over the films of a company in a year, for reports.company_year.';
COMMENT ON COLUMN tmdb_summaries.company_years.company_id IS 'TMDB''s number of the company.';
COMMENT ON COLUMN tmdb_summaries.company_years.year IS 'Year of release.';
COMMENT ON COLUMN tmdb_summaries.company_years.releases IS 'Number of films; 0 where none is left.';
COMMENT ON COLUMN tmdb_summaries.company_years.budgets IS 'Films of which the budget is known.';
COMMENT ON COLUMN tmdb_summaries.company_years.budget IS 'Sum of these budgets.';
COMMENT ON COLUMN tmdb_summaries.company_years.revenues IS 'Films of which the revenue is known.';
COMMENT ON COLUMN tmdb_summaries.company_years.revenue IS 'Sum of these revenues.';
COMMENT ON COLUMN tmdb_summaries.company_years.profits IS 'Films of which both are known.';
COMMENT ON COLUMN tmdb_summaries.company_years.profit IS 'Sum of revenue less budget over these.';
COMMENT ON COLUMN tmdb_summaries.company_years.popularities IS 'Films of which the popularity is known.';
COMMENT ON COLUMN tmdb_summaries.company_years.popularity IS 'Sum of these popularities.';
COMMENT ON COLUMN tmdb_summaries.company_years.average_popularity IS 'Their average.';

CREATE TABLE tmdb_summaries.genre_years (
  genre text COLLATE "C" NOT NULL,
  year integer NOT NULL,
  releases bigint NOT NULL,
  budgets bigint NOT NULL,
  budget numeric NOT NULL,
  revenues bigint NOT NULL,
  revenue numeric NOT NULL,
  profits bigint NOT NULL,
  profit numeric NOT NULL,
  popularities bigint NOT NULL,
  popularity numeric NOT NULL,
  average_popularity numeric GENERATED ALWAYS AS (popularity / NULLIF(popularities, 0)) STORED
);
CREATE UNIQUE INDEX genre_years_once ON tmdb_summaries.genre_years (tmdb_summaries.short_form(genre), year);
COMMENT ON TABLE tmdb_summaries.genre_years IS 'Sums over the films of a genre in a year, for reports.genre_year.';
COMMENT ON COLUMN tmdb_summaries.genre_years.genre IS 'Name of the genre.';
COMMENT ON COLUMN tmdb_summaries.genre_years.year IS 'Year of release.';
COMMENT ON COLUMN tmdb_summaries.genre_years.releases IS 'Number of films; 0 where none is left.';
COMMENT ON COLUMN tmdb_summaries.genre_years.budgets IS 'Films of which the budget is known.';
COMMENT ON COLUMN tmdb_summaries.genre_years.budget IS 'Sum of these budgets.';
COMMENT ON COLUMN tmdb_summaries.genre_years.revenues IS 'Films of which the revenue is known.';
COMMENT ON COLUMN tmdb_summaries.genre_years.revenue IS 'Sum of these revenues.';
COMMENT ON COLUMN tmdb_summaries.genre_years.profits IS 'Films of which both are known.';
COMMENT ON COLUMN tmdb_summaries.genre_years.profit IS 'Sum of revenue less budget over these.';
COMMENT ON COLUMN tmdb_summaries.genre_years.popularities IS 'Films of which the popularity is known.';
COMMENT ON COLUMN tmdb_summaries.genre_years.popularity IS 'Sum of these popularities.';
COMMENT ON COLUMN tmdb_summaries.genre_years.average_popularity IS 'Their average.';

CREATE TABLE tmdb_summaries.company_year_genres (
  company_id bigint NOT NULL,
  year integer NOT NULL,
  genre text COLLATE "C" NOT NULL,
  releases bigint NOT NULL
);
CREATE UNIQUE INDEX company_year_genres_once
  ON tmdb_summaries.company_year_genres (company_id, year, tmdb_summaries.short_form(genre));
CREATE INDEX company_year_genres_by_year ON tmdb_summaries.company_year_genres (year);
COMMENT ON TABLE tmdb_summaries.company_year_genres IS 'Films of a company in a year by genre, for reports.company_year_genre.';
COMMENT ON COLUMN tmdb_summaries.company_year_genres.company_id IS 'TMDB''s number of the company.';
COMMENT ON COLUMN tmdb_summaries.company_year_genres.year IS 'Year of release.';
COMMENT ON COLUMN tmdb_summaries.company_year_genres.genre IS 'Name of the genre.';
COMMENT ON COLUMN tmdb_summaries.company_year_genres.releases IS 'Number of films; 0 where none is left.';

CREATE TABLE tmdb_summaries.film_ratings (
  movie_id bigint NOT NULL,
  ratings bigint NOT NULL,
  stars numeric NOT NULL,
  average numeric GENERATED ALWAYS AS (stars / NULLIF(ratings, 0)) STORED,
  CONSTRAINT film_ratings_pkey PRIMARY KEY (movie_id)
);
COMMENT ON TABLE tmdb_summaries.film_ratings IS 'Sums over the ratings of a film, for reports.movie_ratings.';
COMMENT ON COLUMN tmdb_summaries.film_ratings.movie_id IS 'The film, as tmdb.links.movie_id.';
COMMENT ON COLUMN tmdb_summaries.film_ratings.ratings IS 'Number of ratings; 0 where none is left that is known.';
COMMENT ON COLUMN tmdb_summaries.film_ratings.stars IS 'Their stars together.';
COMMENT ON COLUMN tmdb_summaries.film_ratings.average IS 'Their average.';
