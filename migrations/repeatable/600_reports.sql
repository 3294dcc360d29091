-- Schema reports: figures over the live films of tmdb. They read what nights keep in schema summaries;
-- while that lags behind, which no night leaves it at, they compute from the tables. The functions that
-- compute declare a cost of one so that a query plans for what is the case.

CREATE SCHEMA IF NOT EXISTS reports;
COMMENT ON SCHEMA reports IS
  'Reports over the films of tmdb that are live. A film''s year is that of its release date; films without one are left out.';

CREATE OR REPLACE FUNCTION reports.film_facts()
RETURNS TABLE (
  film_id bigint, title text, year integer, budget bigint, revenue bigint, popularity numeric,
  genres text[], company_ids bigint[], companies text[])
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT f.film_id, f.title, f.year, f.budget, f.revenue, f.popularity, f.genres, f.company_ids, f.companies
  FROM tmdb.movies
  CROSS JOIN LATERAL summaries.film_of(movies) AS f
  WHERE movies.deleted_at IS NULL
$$;
COMMENT ON FUNCTION reports.film_facts() IS 'What reports need of each live film, read from tmdb.movies.';
