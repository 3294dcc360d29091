-- What is kept of tmdb.ratings: number and sum a film.

CREATE OR REPLACE FUNCTION summaries.rebuild_film_ratings()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM summaries.film_ratings;
  -- CREATE TABLE AS, unlike INSERT, reads with parallel workers.
  CREATE TEMPORARY TABLE rebuilt_ratings ON COMMIT DROP AS
    SELECT ratings.movie_id, count(*) AS ratings, sum(ratings.rating) AS stars
    FROM tmdb.ratings
    WHERE ratings.rating IS NOT NULL
    GROUP BY ratings.movie_id;
  INSERT INTO summaries.film_ratings (movie_id, ratings, stars)
  SELECT r.movie_id, r.ratings, r.stars FROM rebuilt_ratings AS r;
  DROP TABLE rebuilt_ratings;
END
$$;
COMMENT ON FUNCTION summaries.rebuild_film_ratings() IS 'Computes all that is kept of tmdb.ratings anew.';

CREATE OR REPLACE FUNCTION summaries.refresh_film_ratings(of_run_id bigint, at_instant timestamptz)
RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
  written bigint;
BEGIN
  CREATE TEMPORARY TABLE staged_ratings ON COMMIT DROP AS
    SELECT DISTINCT s.user_id, s.movie_id FROM tmdb.ratings_staging AS s;
  ANALYZE staged_ratings;
  -- First joined, then filtered: that a run_id is new to the statistics would make the planner expect one
  -- row, and go through all that is staged for each that there is.
  CREATE TEMPORARY TABLE changed_ratings ON COMMIT DROP AS
    WITH present AS MATERIALIZED (
      SELECT t.movie_id, t.rating, t.run_id
      FROM staged_ratings AS s
      JOIN tmdb.ratings AS t ON t.user_id = s.user_id AND t.movie_id = s.movie_id
    )
    SELECT 1::bigint AS weight, p.movie_id, p.rating
    FROM present AS p
    WHERE p.run_id = of_run_id;
  GET DIAGNOSTICS written = ROW_COUNT;
  INSERT INTO changed_ratings (weight, movie_id, rating)
  SELECT -1, p.movie_id, p.rating FROM tmdb.ratings_past AS p WHERE p.run_id = of_run_id;

  INSERT INTO summaries.film_ratings AS kept (movie_id, ratings, stars)
  SELECT c.movie_id, sum(c.weight), sum(c.weight * c.rating)
  FROM changed_ratings AS c
  WHERE c.rating IS NOT NULL
  GROUP BY c.movie_id
  ON CONFLICT ON CONSTRAINT film_ratings_pkey
  DO UPDATE SET ratings = kept.ratings + EXCLUDED.ratings, stars = kept.stars + EXCLUDED.stars;
  DELETE FROM summaries.film_ratings WHERE ratings = 0;
  DROP TABLE staged_ratings, changed_ratings;
  RETURN written;
END
$$;
COMMENT ON FUNCTION summaries.refresh_film_ratings(bigint, timestamptz) IS
  'Brings all that is kept of tmdb.ratings up to a night; returns how many new versions it saw.';

DO $$
BEGIN
  PERFORM nightjar.register_summary('film_ratings', 'tmdb.ratings');
END
$$;
