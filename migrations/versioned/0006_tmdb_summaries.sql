-- What nights keep of tmdb, for schema reports.

CREATE TABLE summaries.company_names (
  company_id bigint NOT NULL,
  company text COLLATE "C" NOT NULL,
  films bigint NOT NULL,
  CONSTRAINT company_names_pkey PRIMARY KEY (company_id, company)
);
COMMENT ON TABLE summaries.company_names IS 'Which names films give to a company.';
COMMENT ON COLUMN summaries.company_names.company_id IS 'TMDB''s number of the company.';
COMMENT ON COLUMN summaries.company_names.company IS 'A name of it.';
COMMENT ON COLUMN summaries.company_names.films IS 'How many films give it this name; 0 where none does any more.';

CREATE TABLE summaries.companies (
  company_id bigint NOT NULL,
  company text COLLATE "C" NOT NULL,
  CONSTRAINT companies_pkey PRIMARY KEY (company_id)
);
CREATE INDEX companies_by_name ON summaries.companies (company);
COMMENT ON TABLE summaries.companies IS
  'The name that reports show of a company: of those in summaries.company_names the first in order.';
COMMENT ON COLUMN summaries.companies.company_id IS 'TMDB''s number of the company.';
COMMENT ON COLUMN summaries.companies.company IS 'Its name.';

CREATE TABLE summaries.company_years (
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
CREATE INDEX company_years_by_year ON summaries.company_years (year);
COMMENT ON TABLE summaries.company_years IS 'Sums over the films of a company in a year, for reports.company_year.';
COMMENT ON COLUMN summaries.company_years.company_id IS 'TMDB''s number of the company.';
COMMENT ON COLUMN summaries.company_years.year IS 'Year of release.';
COMMENT ON COLUMN summaries.company_years.releases IS 'Number of films; 0 where none is left.';
COMMENT ON COLUMN summaries.company_years.budgets IS 'Films of which the budget is known.';
COMMENT ON COLUMN summaries.company_years.budget IS 'Sum of these budgets.';
COMMENT ON COLUMN summaries.company_years.revenues IS 'Films of which the revenue is known.';
COMMENT ON COLUMN summaries.company_years.revenue IS 'Sum of these revenues.';
COMMENT ON COLUMN summaries.company_years.profits IS 'Films of which both are known.';
COMMENT ON COLUMN summaries.company_years.profit IS 'Sum of revenue less budget over these.';
COMMENT ON COLUMN summaries.company_years.popularities IS 'Films of which the popularity is known.';
COMMENT ON COLUMN summaries.company_years.popularity IS 'Sum of these popularities.';
COMMENT ON COLUMN summaries.company_years.average_popularity IS 'Their average.';

CREATE TABLE summaries.genre_years (
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
  average_popularity numeric GENERATED ALWAYS AS (popularity / NULLIF(popularities, 0)) STORED,
  CONSTRAINT genre_years_pkey PRIMARY KEY (genre, year)
);
COMMENT ON TABLE summaries.genre_years IS 'Sums over the films of a genre in a year, for reports.genre_year.';
COMMENT ON COLUMN summaries.genre_years.genre IS 'Name of the genre.';
COMMENT ON COLUMN summaries.genre_years.year IS 'Year of release.';
COMMENT ON COLUMN summaries.genre_years.releases IS 'Number of films; 0 where none is left.';
COMMENT ON COLUMN summaries.genre_years.budgets IS 'Films of which the budget is known.';
COMMENT ON COLUMN summaries.genre_years.budget IS 'Sum of these budgets.';
COMMENT ON COLUMN summaries.genre_years.revenues IS 'Films of which the revenue is known.';
COMMENT ON COLUMN summaries.genre_years.revenue IS 'Sum of these revenues.';
COMMENT ON COLUMN summaries.genre_years.profits IS 'Films of which both are known.';
COMMENT ON COLUMN summaries.genre_years.profit IS 'Sum of revenue less budget over these.';
COMMENT ON COLUMN summaries.genre_years.popularities IS 'Films of which the popularity is known.';
COMMENT ON COLUMN summaries.genre_years.popularity IS 'Sum of these popularities.';
COMMENT ON COLUMN summaries.genre_years.average_popularity IS 'Their average.';

CREATE TABLE summaries.company_year_genres (
  company_id bigint NOT NULL,
  year integer NOT NULL,
  genre text COLLATE "C" NOT NULL,
  releases bigint NOT NULL,
  CONSTRAINT company_year_genres_pkey PRIMARY KEY (company_id, year, genre)
);
CREATE INDEX company_year_genres_by_year ON summaries.company_year_genres (year);
COMMENT ON TABLE summaries.company_year_genres IS 'Films of a company in a year by genre, for reports.company_year_genre.';
COMMENT ON COLUMN summaries.company_year_genres.company_id IS 'TMDB''s number of the company.';
COMMENT ON COLUMN summaries.company_year_genres.year IS 'Year of release.';
COMMENT ON COLUMN summaries.company_year_genres.genre IS 'Name of the genre.';
COMMENT ON COLUMN summaries.company_year_genres.releases IS 'Number of films; 0 where none is left.';

CREATE TABLE summaries.film_ratings (
  movie_id bigint NOT NULL,
  ratings bigint NOT NULL,
  stars numeric NOT NULL,
  average numeric GENERATED ALWAYS AS (stars / NULLIF(ratings, 0)) STORED,
  CONSTRAINT film_ratings_pkey PRIMARY KEY (movie_id)
);
COMMENT ON TABLE summaries.film_ratings IS 'Sums over the ratings of a film, for reports.movie_ratings.';
COMMENT ON COLUMN summaries.film_ratings.movie_id IS 'The film, as tmdb.links.movie_id.';
COMMENT ON COLUMN summaries.film_ratings.ratings IS 'Number of ratings; 0 where none is left that is known.';
COMMENT ON COLUMN summaries.film_ratings.stars IS 'Their stars together.';
COMMENT ON COLUMN summaries.film_ratings.average IS 'Their average.';
