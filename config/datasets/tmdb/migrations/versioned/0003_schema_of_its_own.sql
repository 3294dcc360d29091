-- Before there were modules the summaries of all datasets were in one schema, summaries. These leave it; in a
-- database that never had that schema there is nothing to do. The views and functions beneath are brought up to
-- date by the repeatable files.

CREATE SCHEMA IF NOT EXISTS tmdb_summaries;
COMMENT ON SCHEMA tmdb_summaries IS
  'Figures of tmdb that every night brings up to date within its own transaction; what reports read. Not for direct use.';

SELECT nightjar.leave_summaries(
  'tmdb_summaries',
  ARRAY[
    'company_names',
    'companies',
    'company_years',
    'genre_years',
    'company_year_genres',
    'film_ratings'
  ],
  -- The functions of these summaries, by what their names have in common.
  'film|compan|genre_year|^digest$|^short_form$',
  ARRAY['films', 'film_ratings']);
