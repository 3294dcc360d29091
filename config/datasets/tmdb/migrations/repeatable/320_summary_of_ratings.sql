-- What is kept of tmdb.ratings: number and sum a film, added to by the versions that a night wrote and taken
-- from by those they replaced.

CREATE OR REPLACE FUNCTION tmdb_summaries.rebuild_film_ratings()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM tmdb_summaries.film_ratings;
  -- CREATE TABLE AS, unlike INSERT, reads with parallel workers.
  CREATE TEMPORARY TABLE rebuilt_ratings ON COMMIT DROP AS
    SELECT ratings.movie_id, count(*) AS ratings, sum(ratings.rating) AS stars
    FROM tmdb.ratings
    WHERE ratings.rating IS NOT NULL
    GROUP BY ratings.movie_id;
  INSERT INTO tmdb_summaries.film_ratings (movie_id, ratings, stars)
  SELECT r.movie_id, r.ratings, r.stars FROM rebuilt_ratings AS r ORDER BY r.movie_id;
  DROP TABLE rebuilt_ratings;
  ANALYZE tmdb_summaries.film_ratings;
END
$$;
COMMENT ON FUNCTION tmdb_summaries.rebuild_film_ratings() IS 'Computes all summaries of tmdb.ratings again.';

CREATE OR REPLACE FUNCTION tmdb_summaries.refresh_film_ratings(of_run_id bigint)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO tmdb_summaries.film_ratings AS kept (movie_id, ratings, stars)
  SELECT c.movie_id, sum(c.weight), sum(c.weight * c.rating)
  FROM (
    SELECT 1::bigint AS weight, s.movie_id, s.rating FROM tmdb.ratings_staging AS s
    UNION ALL
    SELECT -1, p.movie_id, p.rating FROM tmdb.ratings_past AS p WHERE p.run_id = of_run_id
  ) AS c
  WHERE c.rating IS NOT NULL
  GROUP BY c.movie_id
  ON CONFLICT ON CONSTRAINT film_ratings_pkey
  DO UPDATE SET ratings = kept.ratings + EXCLUDED.ratings, stars = kept.stars + EXCLUDED.stars;
END
$$;
COMMENT ON FUNCTION tmdb_summaries.refresh_film_ratings(bigint) IS 'Updates all summaries of tmdb.ratings for a night.';

DO $$
BEGIN
  PERFORM nightjar.register_summary('tmdb_summaries.film_ratings', 'tmdb.ratings');
END
$$;
