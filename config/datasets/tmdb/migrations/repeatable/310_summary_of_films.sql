-- What is kept of tmdb.movies for the reports. A refresh adds the versions that the night wrote (weight 1)
-- and takes away those they replaced (weight -1, amounts negated). Sums are numeric, so that nothing is
-- lost by it however often it is done. A deletion changes nothing: the film still counts. A row that no film
-- is left for stays, with none, until all is rebuilt: readers pass over it, and no night need look for it.

-- Merged into the query that calls it, which is three times faster than a call for each film.
CREATE OR REPLACE FUNCTION tmdb_summaries.film_facts(release_date date, genre_list jsonb, company_list jsonb)
RETURNS TABLE (year integer, genres text[], company_ids bigint[], companies text[])
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT
    extract(year FROM release_date)::integer,
    (SELECT array_agg(DISTINCT entries.name) FROM tmdb.entries(genre_list) AS entries WHERE entries.name IS NOT NULL),
    listed.company_ids,
    listed.companies
  FROM (
    SELECT array_agg(named.id ORDER BY named.id) AS company_ids, array_agg(named.name ORDER BY named.id) AS companies
    FROM (
      SELECT entries.id, min(entries.name COLLATE "C") AS name
      FROM tmdb.entries(company_list) AS entries
      WHERE entries.id IS NOT NULL
      GROUP BY entries.id
    ) AS named
  ) AS listed
$$;
COMMENT ON FUNCTION tmdb_summaries.film_facts(date, jsonb, jsonb) IS
  'The values by which reports group a film: its year, its genres and its companies, each once, and the companies'' names in the same order.';

CREATE OR REPLACE FUNCTION tmdb_summaries.films()
RETURNS TABLE (
  year integer, budget numeric, revenue numeric, profit numeric, popularity numeric,
  genres text[], company_ids bigint[], companies text[])
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT f.year, m.budget::numeric, m.revenue::numeric, m.revenue::numeric - m.budget, m.popularity,
    f.genres, f.company_ids, f.companies
  FROM tmdb.movies AS m
  CROSS JOIN LATERAL tmdb_summaries.film_facts(m.release_date, m.genres, m.production_companies) AS f
$$;
COMMENT ON FUNCTION tmdb_summaries.films() IS 'The values of each film that reports need, read from tmdb.movies.';

CREATE OR REPLACE FUNCTION tmdb_summaries.add_companies()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO tmdb_summaries.company_names AS kept (company_id, company, films)
  SELECT made.company_id, made.company, sum(c.weight)
  FROM changed_films AS c
  CROSS JOIN LATERAL unnest(c.company_ids, c.companies) AS made (company_id, company)
  WHERE made.company IS NOT NULL
  GROUP BY made.company_id, made.company
  HAVING sum(c.weight) <> 0
  ON CONFLICT (company_id, tmdb_summaries.short_form(company)) DO UPDATE SET films = kept.films + EXCLUDED.films;

  INSERT INTO tmdb_summaries.companies AS kept (company_id, company)
  SELECT names.company_id, min(names.company)
  FROM tmdb_summaries.company_names AS names
  WHERE names.films > 0
  GROUP BY names.company_id
  EXCEPT SELECT same.company_id, same.company FROM tmdb_summaries.companies AS same
  ON CONFLICT ON CONSTRAINT companies_pkey DO UPDATE SET company = EXCLUDED.company;
  DELETE FROM tmdb_summaries.companies
  WHERE NOT EXISTS (
    SELECT FROM tmdb_summaries.company_names AS names
    WHERE names.company_id = companies.company_id AND names.films > 0);
END
$$;
COMMENT ON FUNCTION tmdb_summaries.add_companies() IS
  'Adds changed_films to the names of companies; of the names of one the first in order is shown.';

CREATE OR REPLACE FUNCTION tmdb_summaries.add_company_years()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO tmdb_summaries.company_years AS kept (
    company_id, year, releases, budgets, budget, revenues, revenue, profits, profit, popularities, popularity)
  SELECT
    made.company_id,
    c.year,
    sum(c.weight),
    COALESCE(sum(c.weight) FILTER (WHERE c.budget IS NOT NULL), 0),
    COALESCE(sum(c.budget), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.revenue IS NOT NULL), 0),
    COALESCE(sum(c.revenue), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.profit IS NOT NULL), 0),
    COALESCE(sum(c.profit), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.popularity IS NOT NULL), 0),
    COALESCE(sum(c.popularity), 0)
  FROM changed_films AS c
  CROSS JOIN LATERAL unnest(c.company_ids) AS made (company_id)
  WHERE c.year IS NOT NULL
  GROUP BY made.company_id, c.year
  ORDER BY made.company_id, c.year
  ON CONFLICT ON CONSTRAINT company_years_pkey DO UPDATE SET
    releases = kept.releases + EXCLUDED.releases,
    budgets = kept.budgets + EXCLUDED.budgets,
    budget = kept.budget + EXCLUDED.budget,
    revenues = kept.revenues + EXCLUDED.revenues,
    revenue = kept.revenue + EXCLUDED.revenue,
    profits = kept.profits + EXCLUDED.profits,
    profit = kept.profit + EXCLUDED.profit,
    popularities = kept.popularities + EXCLUDED.popularities,
    popularity = kept.popularity + EXCLUDED.popularity;
END
$$;
COMMENT ON FUNCTION tmdb_summaries.add_company_years() IS 'Adds changed_films to the sums of companies and years.';

CREATE OR REPLACE FUNCTION tmdb_summaries.add_genre_years()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO tmdb_summaries.genre_years AS kept (
    genre, year, releases, budgets, budget, revenues, revenue, profits, profit, popularities, popularity)
  SELECT
    listed.genre,
    c.year,
    sum(c.weight),
    COALESCE(sum(c.weight) FILTER (WHERE c.budget IS NOT NULL), 0),
    COALESCE(sum(c.budget), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.revenue IS NOT NULL), 0),
    COALESCE(sum(c.revenue), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.profit IS NOT NULL), 0),
    COALESCE(sum(c.profit), 0),
    COALESCE(sum(c.weight) FILTER (WHERE c.popularity IS NOT NULL), 0),
    COALESCE(sum(c.popularity), 0)
  FROM changed_films AS c
  CROSS JOIN LATERAL unnest(c.genres) AS listed (genre)
  WHERE c.year IS NOT NULL
  GROUP BY listed.genre, c.year
  ON CONFLICT (tmdb_summaries.short_form(genre), year) DO UPDATE SET
    releases = kept.releases + EXCLUDED.releases,
    budgets = kept.budgets + EXCLUDED.budgets,
    budget = kept.budget + EXCLUDED.budget,
    revenues = kept.revenues + EXCLUDED.revenues,
    revenue = kept.revenue + EXCLUDED.revenue,
    profits = kept.profits + EXCLUDED.profits,
    profit = kept.profit + EXCLUDED.profit,
    popularities = kept.popularities + EXCLUDED.popularities,
    popularity = kept.popularity + EXCLUDED.popularity;
END
$$;
COMMENT ON FUNCTION tmdb_summaries.add_genre_years() IS 'Adds changed_films to the sums of genres and years.';

CREATE OR REPLACE FUNCTION tmdb_summaries.add_company_year_genres()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO tmdb_summaries.company_year_genres AS kept (company_id, year, genre, releases)
  SELECT made.company_id, c.year, listed.genre, sum(c.weight)
  FROM changed_films AS c
  CROSS JOIN LATERAL unnest(c.company_ids) AS made (company_id)
  CROSS JOIN LATERAL unnest(c.genres) AS listed (genre)
  WHERE c.year IS NOT NULL
  GROUP BY made.company_id, c.year, listed.genre
  HAVING sum(c.weight) <> 0
  ORDER BY made.company_id, c.year, listed.genre COLLATE "C"
  ON CONFLICT (company_id, year, tmdb_summaries.short_form(genre))
  DO UPDATE SET releases = kept.releases + EXCLUDED.releases;
END
$$;
COMMENT ON FUNCTION tmdb_summaries.add_company_year_genres() IS
  'Adds changed_films to the numbers of films of companies, years and genres.';

CREATE OR REPLACE FUNCTION tmdb_summaries.add_changed_films()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  ANALYZE changed_films;
  PERFORM tmdb_summaries.add_companies();
  PERFORM tmdb_summaries.add_company_years();
  PERFORM tmdb_summaries.add_genre_years();
  PERFORM tmdb_summaries.add_company_year_genres();
END
$$;
COMMENT ON FUNCTION tmdb_summaries.add_changed_films() IS
  'Adds the table changed_films to all that is kept of films: with weight 1 as they are now, with weight -1 and amounts negated as they were.';

CREATE OR REPLACE FUNCTION tmdb_summaries.rebuild_films()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM tmdb_summaries.company_names;
  DELETE FROM tmdb_summaries.companies;
  DELETE FROM tmdb_summaries.company_years;
  DELETE FROM tmdb_summaries.genre_years;
  DELETE FROM tmdb_summaries.company_year_genres;
  -- CREATE TABLE AS, unlike INSERT, reads with parallel workers.
  CREATE TEMPORARY TABLE changed_films ON COMMIT DROP AS
    SELECT 1 AS weight, f.year, f.budget, f.revenue, f.profit, f.popularity, f.genres, f.company_ids, f.companies
    FROM tmdb_summaries.films() AS f;
  PERFORM tmdb_summaries.add_changed_films();
  DROP TABLE changed_films;
  ANALYZE tmdb_summaries.company_names, tmdb_summaries.companies, tmdb_summaries.company_years, tmdb_summaries.genre_years,
    tmdb_summaries.company_year_genres;
END
$$;
COMMENT ON FUNCTION tmdb_summaries.rebuild_films() IS 'Computes all summaries of tmdb.movies again.';

CREATE OR REPLACE FUNCTION tmdb_summaries.refresh_films(of_run_id bigint)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  CREATE TEMPORARY TABLE changed_films ON COMMIT DROP AS
    SELECT 1 AS weight, f.year, s.budget::numeric, s.revenue::numeric, s.revenue::numeric - s.budget AS profit,
      s.popularity, f.genres, f.company_ids, f.companies
    FROM tmdb.movies_staging AS s
    CROSS JOIN LATERAL tmdb_summaries.film_facts(s.release_date, s.genres, s.production_companies) AS f
    UNION ALL
    SELECT -1, f.year, -p.budget::numeric, -p.revenue::numeric, p.budget::numeric - p.revenue,
      -p.popularity, f.genres, f.company_ids, f.companies
    FROM tmdb.movies_past AS p
    CROSS JOIN LATERAL tmdb_summaries.film_facts(p.release_date, p.genres, p.production_companies) AS f
    WHERE p.run_id = of_run_id;
  PERFORM tmdb_summaries.add_changed_films();
  DROP TABLE changed_films;
END
$$;
COMMENT ON FUNCTION tmdb_summaries.refresh_films(bigint) IS 'Updates all summaries of tmdb.movies for a night.';

DO $$
BEGIN
  PERFORM nightjar.register_summary('tmdb_summaries.films', 'tmdb.movies');
END
$$;
