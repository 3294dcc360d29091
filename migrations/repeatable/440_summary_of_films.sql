-- What is kept of tmdb.movies for the reports. Each film's own part in the sums stands in
-- summaries.films: a refresh takes away that part and adds the new one. Sums are numeric, so that
-- nothing is lost by it however often it is done.

CREATE OR REPLACE FUNCTION summaries.film_of(film tmdb.movies)
RETURNS summaries.films
LANGUAGE sql STABLE PARALLEL SAFE COST 5000  -- some ten microseconds: worth parallel workers
AS $$
  SELECT ROW(
    film.id,
    film.title,
    extract(year FROM film.release_date)::integer,
    film.budget,
    film.revenue,
    film.popularity,
    (SELECT array_agg(DISTINCT entries.name) FROM tmdb.entries(film.genres) AS entries WHERE entries.name IS NOT NULL),
    listed.company_ids,
    listed.companies)::summaries.films
  FROM (
    SELECT array_agg(named.id ORDER BY named.id) AS company_ids, array_agg(named.name ORDER BY named.id) AS companies
    FROM (
      SELECT entries.id, min(entries.name COLLATE "C") AS name
      FROM tmdb.entries(film.production_companies) AS entries
      WHERE entries.id IS NOT NULL
      GROUP BY entries.id
    ) AS named
  ) AS listed
$$;
COMMENT ON FUNCTION summaries.film_of(tmdb.movies) IS 'What reports need of a film.';

CREATE OR REPLACE FUNCTION summaries.add_company_names()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO summaries.company_names AS kept (company_id, company, films)
  SELECT made.company_id, made.company, sum(c.weight)
  FROM changed_films AS c
  CROSS JOIN LATERAL unnest(c.company_ids, c.companies) AS made (company_id, company)
  WHERE made.company IS NOT NULL
  GROUP BY made.company_id, made.company
  HAVING sum(c.weight) <> 0
  ON CONFLICT ON CONSTRAINT company_names_pkey DO UPDATE SET films = kept.films + EXCLUDED.films;
  DELETE FROM summaries.company_names WHERE films = 0;
END
$$;
COMMENT ON FUNCTION summaries.add_company_names() IS 'Adds changed_films to the names of companies.';

CREATE OR REPLACE FUNCTION summaries.add_company_years()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO summaries.company_years AS kept (
    company_id, year, company, releases, budgets, budget, revenues, revenue, profits, profit, popularities, popularity)
  SELECT
    made.company_id,
    c.year,
    min(shown.company),
    sum(c.weight),
    COALESCE(sum(c.weight) FILTER (WHERE c.budget IS NOT NULL), 0),
    COALESCE(sum(c.weight * c.budget::numeric), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.revenue IS NOT NULL), 0),
    COALESCE(sum(c.weight * c.revenue::numeric), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.revenue IS NOT NULL AND c.budget IS NOT NULL), 0),
    COALESCE(sum(c.weight * (c.revenue::numeric - c.budget)), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.popularity IS NOT NULL), 0),
    COALESCE(sum(c.weight * c.popularity), 0)
  FROM changed_films AS c
  CROSS JOIN LATERAL unnest(c.company_ids) AS made (company_id)
  JOIN shown_names AS shown ON shown.company_id = made.company_id
  WHERE c.year IS NOT NULL
  GROUP BY made.company_id, c.year
  ORDER BY made.company_id, c.year
  ON CONFLICT ON CONSTRAINT company_years_pkey DO UPDATE SET
    company = EXCLUDED.company,
    releases = kept.releases + EXCLUDED.releases,
    budgets = kept.budgets + EXCLUDED.budgets,
    budget = kept.budget + EXCLUDED.budget,
    revenues = kept.revenues + EXCLUDED.revenues,
    revenue = kept.revenue + EXCLUDED.revenue,
    profits = kept.profits + EXCLUDED.profits,
    profit = kept.profit + EXCLUDED.profit,
    popularities = kept.popularities + EXCLUDED.popularities,
    popularity = kept.popularity + EXCLUDED.popularity;
  DELETE FROM summaries.company_years WHERE releases = 0;
END
$$;
COMMENT ON FUNCTION summaries.add_company_years() IS 'Adds changed_films to the sums of companies and years.';

CREATE OR REPLACE FUNCTION summaries.add_genre_years()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO summaries.genre_years AS kept (
    genre, year, releases, budgets, budget, revenues, revenue, profits, profit, popularities, popularity)
  SELECT
    listed.genre,
    c.year,
    sum(c.weight),
    COALESCE(sum(c.weight) FILTER (WHERE c.budget IS NOT NULL), 0),
    COALESCE(sum(c.weight * c.budget::numeric), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.revenue IS NOT NULL), 0),
    COALESCE(sum(c.weight * c.revenue::numeric), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.revenue IS NOT NULL AND c.budget IS NOT NULL), 0),
    COALESCE(sum(c.weight * (c.revenue::numeric - c.budget)), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.popularity IS NOT NULL), 0),
    COALESCE(sum(c.weight * c.popularity), 0)
  FROM changed_films AS c
  CROSS JOIN LATERAL unnest(c.genres) AS listed (genre)
  WHERE c.year IS NOT NULL
  GROUP BY listed.genre, c.year
  ON CONFLICT ON CONSTRAINT genre_years_pkey DO UPDATE SET
    releases = kept.releases + EXCLUDED.releases,
    budgets = kept.budgets + EXCLUDED.budgets,
    budget = kept.budget + EXCLUDED.budget,
    revenues = kept.revenues + EXCLUDED.revenues,
    revenue = kept.revenue + EXCLUDED.revenue,
    profits = kept.profits + EXCLUDED.profits,
    profit = kept.profit + EXCLUDED.profit,
    popularities = kept.popularities + EXCLUDED.popularities,
    popularity = kept.popularity + EXCLUDED.popularity;
  DELETE FROM summaries.genre_years WHERE releases = 0;
END
$$;
COMMENT ON FUNCTION summaries.add_genre_years() IS 'Adds changed_films to the sums of genres and years.';

CREATE OR REPLACE FUNCTION summaries.add_company_year_genres()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO summaries.company_year_genres AS kept (company_id, year, genre, company, releases)
  SELECT made.company_id, c.year, listed.genre, min(shown.company), sum(c.weight)
  FROM changed_films AS c
  CROSS JOIN LATERAL unnest(c.company_ids) AS made (company_id)
  CROSS JOIN LATERAL unnest(c.genres) AS listed (genre)
  JOIN shown_names AS shown ON shown.company_id = made.company_id
  WHERE c.year IS NOT NULL
  GROUP BY made.company_id, c.year, listed.genre
  HAVING sum(c.weight) <> 0
  ORDER BY made.company_id, c.year, listed.genre COLLATE "C"
  ON CONFLICT ON CONSTRAINT company_year_genres_pkey DO UPDATE SET
    company = EXCLUDED.company,
    releases = kept.releases + EXCLUDED.releases;
  DELETE FROM summaries.company_year_genres WHERE releases = 0;
END
$$;
COMMENT ON FUNCTION summaries.add_company_year_genres() IS
  'Adds changed_films to the numbers of films of companies, years and genres.';

CREATE OR REPLACE FUNCTION summaries.rename_companies()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE summaries.company_years AS kept SET company = shown.company
  FROM shown_names AS shown
  WHERE kept.company_id = shown.company_id AND kept.company IS DISTINCT FROM shown.company;
  UPDATE summaries.company_year_genres AS kept SET company = shown.company
  FROM shown_names AS shown
  WHERE kept.company_id = shown.company_id AND kept.company IS DISTINCT FROM shown.company;
END
$$;
COMMENT ON FUNCTION summaries.rename_companies() IS
  'Shows the names in shown_names in all years of these companies.';

CREATE OR REPLACE FUNCTION summaries.add_changed_films()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  ANALYZE changed_films;
  PERFORM summaries.add_company_names();
  -- Of the names that films give a company the first in order is shown.
  CREATE TEMPORARY TABLE shown_names ON COMMIT DROP AS
    SELECT touched.company_id, min(names.company) AS company
    FROM (
      SELECT DISTINCT made.company_id
      FROM changed_films AS c
      CROSS JOIN LATERAL unnest(c.company_ids) AS made (company_id)
    ) AS touched
    LEFT JOIN summaries.company_names AS names ON names.company_id = touched.company_id
    GROUP BY touched.company_id;
  ANALYZE shown_names;
  PERFORM summaries.add_company_years();
  PERFORM summaries.add_genre_years();
  PERFORM summaries.add_company_year_genres();
  PERFORM summaries.rename_companies();
  DROP TABLE shown_names;
  DELETE FROM summaries.films WHERE film_id IN (SELECT c.film_id FROM changed_films AS c WHERE c.weight = -1);
  INSERT INTO summaries.films (film_id, title, year, budget, revenue, popularity, genres, company_ids, companies)
  SELECT c.film_id, c.title, c.year, c.budget, c.revenue, c.popularity, c.genres, c.company_ids, c.companies
  FROM changed_films AS c
  WHERE c.weight = 1;
END
$$;
COMMENT ON FUNCTION summaries.add_changed_films() IS
  'Adds the table changed_films (weight 1: as they are now, -1: as they were) to all that is kept of films.';

CREATE OR REPLACE FUNCTION summaries.rebuild_films()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM summaries.films;
  DELETE FROM summaries.company_names;
  DELETE FROM summaries.company_years;
  DELETE FROM summaries.genre_years;
  DELETE FROM summaries.company_year_genres;
  CREATE TEMPORARY TABLE changed_films ON COMMIT DROP AS
    SELECT 1::bigint AS weight, f.film_id, f.title, f.year, f.budget, f.revenue, f.popularity, f.genres, f.company_ids, f.companies
    FROM tmdb.movies
    CROSS JOIN LATERAL summaries.film_of(movies) AS f
    WHERE movies.deleted_at IS NULL;
  PERFORM summaries.add_changed_films();
  DROP TABLE changed_films;
END
$$;
COMMENT ON FUNCTION summaries.rebuild_films() IS 'Computes all that is kept of tmdb.movies anew.';

CREATE OR REPLACE FUNCTION summaries.refresh_films(of_run_id bigint, at_instant timestamptz)
RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
  staged bigint;
BEGIN
  staged := (SELECT count(*) FROM tmdb.movies_staging);
  CREATE TEMPORARY TABLE touched_films ON COMMIT DROP AS
    SELECT s.id FROM tmdb.movies_staging AS s WHERE s.id IS NOT NULL
    UNION
    SELECT t.id FROM tmdb.movies AS t WHERE t.deleted_at = at_instant;
  ANALYZE touched_films;
  -- What was touched and is the same still, cancels out.
  CREATE TEMPORARY TABLE changed_films ON COMMIT DROP AS
    SELECT 1::bigint AS weight, f.film_id, f.title, f.year, f.budget, f.revenue, f.popularity, f.genres, f.company_ids, f.companies
    FROM touched_films
    JOIN tmdb.movies ON movies.id = touched_films.id
    CROSS JOIN LATERAL summaries.film_of(movies) AS f
    WHERE movies.deleted_at IS NULL
    UNION ALL
    SELECT -1, f.film_id, f.title, f.year, f.budget, f.revenue, f.popularity, f.genres, f.company_ids, f.companies
    FROM touched_films
    JOIN summaries.films AS f ON f.film_id = touched_films.id;
  PERFORM summaries.add_changed_films();
  DROP TABLE touched_films, changed_films;
  RETURN staged;
END
$$;
COMMENT ON FUNCTION summaries.refresh_films(bigint, timestamptz) IS
  'Brings all that is kept of tmdb.movies up to a night; returns how many records were staged.';

DO $$
BEGIN
  PERFORM nightjar.register_summary('films', 'tmdb.movies');
END
$$;
