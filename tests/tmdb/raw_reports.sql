-- The reports once more, computed from the files' own texts: PostgreSQL reads the CSV, regular
-- expressions the Python literals. Nothing here looks at what a night has loaded. Files of several nights
-- are kept: what a later one no longer lists still counts, as it was last listed.

CREATE SCHEMA raw;
CREATE SEQUENCE raw.nights;

CREATE TABLE raw.film_lines (
  place bigint,
  adult text, belongs_to_collection text, budget text, genres text, homepage text, id text,
  imdb_id text, original_language text, original_title text, overview text, popularity text,
  poster_path text, production_companies text, production_countries text, release_date text,
  revenue text, runtime text, spoken_languages text, status text, tagline text, title text,
  video text, vote_average text, vote_count text,
  night bigint DEFAULT currval('raw.nights'));
CREATE TABLE raw.link_lines (
  movie_id bigint, imdb_id text, tmdb_id bigint, night bigint DEFAULT currval('raw.nights'));
CREATE TABLE raw.rating_lines (
  user_id bigint, movie_id bigint, rating numeric, seconds bigint, night bigint DEFAULT currval('raw.nights'));

-- Of two lines with one id the first counts.
CREATE VIEW raw.films AS
SELECT DISTINCT ON (id::bigint)
  id::bigint AS id,
  title,
  substring(release_date FROM '^\d{4}')::integer AS year,
  NULLIF(budget::numeric, 0) AS budget,
  NULLIF(revenue::numeric, 0) AS revenue,
  popularity::numeric AS popularity,
  genres,
  production_companies
FROM raw.film_lines
ORDER BY id::bigint, night DESC, place;

CREATE VIEW raw.links AS
SELECT DISTINCT ON (movie_id) movie_id, tmdb_id
FROM raw.link_lines
ORDER BY movie_id, night DESC;

CREATE VIEW raw.ratings AS
SELECT DISTINCT ON (user_id, movie_id) user_id, movie_id, rating
FROM raw.rating_lines
ORDER BY user_id, movie_id, night DESC;

CREATE VIEW raw.film_genres AS
SELECT DISTINCT films.id, COALESCE(found[2], found[3]) AS genre
FROM raw.films,
  regexp_matches(films.genres, $$'id': (\d+), 'name': (?:'([^']*)'|"([^"]*)")$$, 'g') AS found;

CREATE VIEW raw.film_companies AS
SELECT
  films.id,
  found[3]::bigint AS company_id,
  replace(COALESCE(found[1], found[2]), '\''', '''') AS company
FROM raw.films,
  regexp_matches(films.production_companies,
    $$'name': (?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"), 'id': (\d+)$$, 'g') AS found;

CREATE VIEW raw.company_names AS
SELECT company_id, min(company COLLATE "C") AS company
FROM raw.film_companies
GROUP BY company_id;

CREATE VIEW raw.company_year AS
SELECT
  company_id,
  company,
  year,
  count(*) AS releases,
  sum(budget) AS budget,
  sum(revenue) AS revenue,
  sum(revenue - budget) AS profit,
  avg(popularity) AS average_popularity
FROM (SELECT DISTINCT id, company_id FROM raw.film_companies) AS made
JOIN raw.films USING (id)
JOIN raw.company_names USING (company_id)
WHERE year IS NOT NULL
GROUP BY company_id, company, year;

CREATE VIEW raw.company_year_genre AS
SELECT company_id, company, year, genre, count(*) AS releases
FROM (SELECT DISTINCT id, company_id FROM raw.film_companies) AS made
JOIN raw.films USING (id)
JOIN raw.company_names USING (company_id)
JOIN raw.film_genres USING (id)
WHERE year IS NOT NULL
GROUP BY company_id, company, year, genre;

CREATE VIEW raw.genre_year AS
SELECT
  genre,
  year,
  count(*) AS releases,
  sum(budget) AS budget,
  sum(revenue) AS revenue,
  sum(revenue - budget) AS profit,
  avg(popularity) AS average_popularity
FROM raw.films
JOIN raw.film_genres USING (id)
WHERE year IS NOT NULL
GROUP BY genre, year;

CREATE VIEW raw.most_popular_genre_by_year AS
SELECT year, genre, average_popularity
FROM (
  SELECT
    year, genre, average_popularity,
    row_number() OVER (PARTITION BY year ORDER BY average_popularity DESC, genre COLLATE "C") AS rank
  FROM raw.genre_year
  WHERE average_popularity IS NOT NULL
) AS ranked
WHERE rank = 1;

CREATE VIEW raw.movie_ratings AS
SELECT links.movie_id, films.title, count(*) AS ratings, avg(rated.rating) AS average
FROM raw.ratings AS rated
JOIN raw.links USING (movie_id)
JOIN raw.films ON films.id = links.tmdb_id
GROUP BY links.movie_id, films.title;
