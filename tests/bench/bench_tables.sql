-- Where the files are copied to for comparison: no index, no WAL.
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;

CREATE UNLOGGED TABLE bench.night (
  movie_title text,
  book_title text,
  rating bigint,
  rating_label text,
  text text,
  created_at timestamptz,
  updated_at timestamptz
);

CREATE UNLOGGED TABLE bench.streams (
  movie_title text,
  user_email text,
  size_mb double precision,
  start_at timestamptz,
  end_at timestamptz
);
