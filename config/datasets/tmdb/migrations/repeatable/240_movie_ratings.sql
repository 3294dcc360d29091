CREATE OR REPLACE FUNCTION reports.computed_movie_ratings()
RETURNS TABLE (movie_id bigint, title text, ratings bigint, average numeric)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1 ROWS 1
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT rated.movie_id, movies.title, rated.ratings, rated.average
    FROM (
      SELECT ratings.movie_id, count(*) AS ratings, avg(ratings.rating) AS average
      FROM tmdb.ratings
      WHERE ratings.rating IS NOT NULL
      GROUP BY ratings.movie_id
    ) AS rated
    JOIN tmdb.links ON links.movie_id = rated.movie_id
    JOIN tmdb.movies ON movies.id = links.tmdb_id;
END
$$;
COMMENT ON FUNCTION reports.computed_movie_ratings() IS 'The rows of reports.movie_ratings, computed from tmdb.ratings.';

CREATE OR REPLACE VIEW reports.movie_ratings AS
SELECT
  kept.movie_id,
  movies.title,
  kept.ratings,
  kept.average
FROM tmdb_summaries.film_ratings AS kept
JOIN tmdb.links ON links.movie_id = kept.movie_id
JOIN tmdb.movies ON movies.id = links.tmdb_id
WHERE kept.ratings > 0 AND (SELECT nightjar.summary_is_current('tmdb_summaries.film_ratings'))
UNION ALL
SELECT computed.movie_id, computed.title, computed.ratings, computed.average
FROM reports.computed_movie_ratings() AS computed
WHERE NOT (SELECT nightjar.summary_is_current('tmdb_summaries.film_ratings'));
COMMENT ON VIEW reports.movie_ratings IS 'Ratings of the films of tmdb.movies, which tmdb.links links to the films of tmdb.ratings; films without a link are left out. Films, links and ratings that the vendor deleted still count.';
COMMENT ON COLUMN reports.movie_ratings.movie_id IS 'MovieLens''s number of the film.';
COMMENT ON COLUMN reports.movie_ratings.title IS 'Title of the film.';
COMMENT ON COLUMN reports.movie_ratings.ratings IS 'Number of ratings.';
COMMENT ON COLUMN reports.movie_ratings.average IS 'Average of their stars.';
