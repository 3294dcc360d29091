CREATE OR REPLACE FUNCTION reports.computed_genre_year()
RETURNS TABLE (genre text, year integer, releases bigint, budget numeric, revenue numeric, profit numeric, average_popularity numeric)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1 ROWS 1
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT
      listed.genre,
      films.year,
      count(*),
      sum(films.budget),
      sum(films.revenue),
      sum(films.profit),
      avg(films.popularity)
    FROM tmdb_summaries.films() AS films
    CROSS JOIN LATERAL unnest(films.genres) AS listed (genre)
    WHERE films.year IS NOT NULL
    GROUP BY listed.genre, films.year;
END
$$;
COMMENT ON FUNCTION reports.computed_genre_year() IS 'The rows of reports.genre_year, computed from tmdb.movies.';

CREATE OR REPLACE VIEW reports.genre_year AS
SELECT
  kept.genre,
  kept.year,
  kept.releases,
  CASE WHEN kept.budgets > 0 THEN kept.budget END AS budget,
  CASE WHEN kept.revenues > 0 THEN kept.revenue END AS revenue,
  CASE WHEN kept.profits > 0 THEN kept.profit END AS profit,
  kept.average_popularity
FROM tmdb_summaries.genre_years AS kept
WHERE kept.releases > 0 AND (SELECT nightjar.summary_is_current('tmdb_summaries.films'))
UNION ALL
SELECT computed.genre COLLATE "C", computed.year, computed.releases, computed.budget, computed.revenue, computed.profit, computed.average_popularity
FROM reports.computed_genre_year() AS computed
WHERE NOT (SELECT nightjar.summary_is_current('tmdb_summaries.films'));
COMMENT ON VIEW reports.genre_year IS 'The releases in a genre in a year, and their results; a film counts in each of its genres. Films that the vendor deleted still count.';
COMMENT ON COLUMN reports.genre_year.genre IS 'Name of the genre.';
COMMENT ON COLUMN reports.genre_year.year IS 'Year of release.';
COMMENT ON COLUMN reports.genre_year.releases IS 'Number of films.';
COMMENT ON COLUMN reports.genre_year.budget IS 'Sum of the known budgets, in US dollars; null if none is known.';
COMMENT ON COLUMN reports.genre_year.revenue IS 'Sum of the known revenues, in US dollars; null if none is known.';
COMMENT ON COLUMN reports.genre_year.profit IS 'Revenue minus budget, summed over the films for which both are known, in US dollars; null if there are none.';
COMMENT ON COLUMN reports.genre_year.average_popularity IS 'Average popularity of the films for which it is known.';

CREATE OR REPLACE VIEW reports.most_popular_genre_by_year AS
SELECT DISTINCT ON (genre_year.year) genre_year.year, genre_year.genre, genre_year.average_popularity
FROM reports.genre_year
WHERE genre_year.average_popularity IS NOT NULL
ORDER BY genre_year.year, genre_year.average_popularity DESC, genre_year.genre COLLATE "C";
COMMENT ON VIEW reports.most_popular_genre_by_year IS
  'For each year the genre with the highest average popularity; if several are equal, the first by name.';
COMMENT ON COLUMN reports.most_popular_genre_by_year.year IS 'Year of release.';
COMMENT ON COLUMN reports.most_popular_genre_by_year.genre IS 'Name of the genre.';
COMMENT ON COLUMN reports.most_popular_genre_by_year.average_popularity IS 'Average popularity of its films of that year.';
