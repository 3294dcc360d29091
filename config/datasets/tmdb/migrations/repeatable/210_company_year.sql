CREATE OR REPLACE FUNCTION reports.computed_company_year()
RETURNS TABLE (company_id bigint, company text, year integer, releases bigint, budget numeric, revenue numeric, profit numeric, average_popularity numeric)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1 ROWS 1
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT
      made.company_id,
      min(names.company),
      films.year,
      count(*),
      sum(films.budget),
      sum(films.revenue),
      sum(films.profit),
      avg(films.popularity)
    FROM tmdb_summaries.films() AS films
    CROSS JOIN LATERAL unnest(films.company_ids) AS made (company_id)
    JOIN (
      SELECT made.company_id, min(made.company COLLATE "C") AS company
      FROM tmdb_summaries.films() AS films
      CROSS JOIN LATERAL unnest(films.company_ids, films.companies) AS made (company_id, company)
      GROUP BY made.company_id
    ) AS names ON names.company_id = made.company_id
    WHERE films.year IS NOT NULL
    GROUP BY made.company_id, films.year;
END
$$;
COMMENT ON FUNCTION reports.computed_company_year() IS 'The rows of reports.company_year, computed from tmdb.movies.';

CREATE OR REPLACE VIEW reports.company_year AS
SELECT
  kept.company_id,
  names.company,
  kept.year,
  kept.releases,
  CASE WHEN kept.budgets > 0 THEN kept.budget END AS budget,
  CASE WHEN kept.revenues > 0 THEN kept.revenue END AS revenue,
  CASE WHEN kept.profits > 0 THEN kept.profit END AS profit,
  kept.average_popularity
FROM tmdb_summaries.company_years AS kept
LEFT JOIN tmdb_summaries.companies AS names ON names.company_id = kept.company_id
WHERE kept.releases > 0 AND (SELECT nightjar.summary_is_current('tmdb_summaries.films'))
UNION ALL
SELECT computed.company_id, computed.company COLLATE "C", computed.year, computed.releases, computed.budget, computed.revenue, computed.profit, computed.average_popularity
FROM reports.computed_company_year() AS computed
WHERE NOT (SELECT nightjar.summary_is_current('tmdb_summaries.films'));
COMMENT ON VIEW reports.company_year IS 'The releases of a company in a year, and their results. Films that the vendor deleted still count.';
COMMENT ON COLUMN reports.company_year.company_id IS 'TMDB''s number of the company.';
COMMENT ON COLUMN reports.company_year.company IS 'Its name; if films differ, the first in alphabetical order.';
COMMENT ON COLUMN reports.company_year.year IS 'Year of release.';
COMMENT ON COLUMN reports.company_year.releases IS 'Number of films.';
COMMENT ON COLUMN reports.company_year.budget IS 'Sum of the known budgets, in US dollars; null if none is known.';
COMMENT ON COLUMN reports.company_year.revenue IS 'Sum of the known revenues, in US dollars; null if none is known.';
COMMENT ON COLUMN reports.company_year.profit IS 'Revenue minus budget, summed over the films for which both are known, in US dollars; null if there are none.';
COMMENT ON COLUMN reports.company_year.average_popularity IS 'Average popularity of the films for which it is known.';
