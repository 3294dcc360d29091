CREATE OR REPLACE FUNCTION reports.computed_company_year_genre()
RETURNS TABLE (company_id bigint, company text, year integer, genre text, releases bigint)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1 ROWS 1
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT
      made.company_id,
      min(names.company),
      films.year,
      listed.genre,
      count(*)
    FROM tmdb_summaries.films() AS films
    CROSS JOIN LATERAL unnest(films.company_ids) AS made (company_id)
    CROSS JOIN LATERAL unnest(films.genres) AS listed (genre)
    JOIN (
      SELECT made.company_id, min(made.company COLLATE "C") AS company
      FROM tmdb_summaries.films() AS films
      CROSS JOIN LATERAL unnest(films.company_ids, films.companies) AS made (company_id, company)
      GROUP BY made.company_id
    ) AS names ON names.company_id = made.company_id
    WHERE films.year IS NOT NULL
    GROUP BY made.company_id, films.year, listed.genre;
END
$$;
COMMENT ON FUNCTION reports.computed_company_year_genre() IS 'The rows of reports.company_year_genre, computed from tmdb.movies.';

CREATE OR REPLACE VIEW reports.company_year_genre AS
SELECT
  kept.company_id,
  names.company,
  kept.year,
  kept.genre,
  kept.releases
FROM tmdb_summaries.company_year_genres AS kept
LEFT JOIN tmdb_summaries.companies AS names ON names.company_id = kept.company_id
WHERE kept.releases > 0 AND (SELECT nightjar.summary_is_current('tmdb_summaries.films'))
UNION ALL
SELECT computed.company_id, computed.company COLLATE "C", computed.year, computed.genre COLLATE "C", computed.releases
FROM reports.computed_company_year_genre() AS computed
WHERE NOT (SELECT nightjar.summary_is_current('tmdb_summaries.films'));
COMMENT ON VIEW reports.company_year_genre IS 'How many films of a genre a company released in a year; a film counts in each of its genres. Films that the vendor deleted still count.';
COMMENT ON COLUMN reports.company_year_genre.company_id IS 'TMDB''s number of the company.';
COMMENT ON COLUMN reports.company_year_genre.company IS 'Its name; if films differ, the first in alphabetical order.';
COMMENT ON COLUMN reports.company_year_genre.year IS 'Year of release.';
COMMENT ON COLUMN reports.company_year_genre.genre IS 'Name of the genre.';
COMMENT ON COLUMN reports.company_year_genre.releases IS 'Number of films.';
