-- What the usual way keeps of the same data: a table by key, its closed versions, and a place to
-- copy the dump to. Filled with what the last night left; not timed.

DROP SCHEMA IF EXISTS usual CASCADE;
CREATE SCHEMA usual;

CREATE TABLE usual.reviews AS
SELECT
  movie_title, book_title, rating, rating_label, text, created_at, updated_at,
  valid_from, NULL::timestamptz AS deleted_at
FROM vendor.reviews_live;
ALTER TABLE usual.reviews
  ADD CONSTRAINT reviews_pkey PRIMARY KEY (movie_title, book_title, created_at);

CREATE TABLE usual.reviews_past (LIKE usual.reviews);
ALTER TABLE usual.reviews_past ADD COLUMN valid_to timestamptz NOT NULL;
CREATE INDEX ON usual.reviews_past (movie_title, book_title, created_at);

CREATE UNLOGGED TABLE usual.staging (
  movie_title text COLLATE "C",
  book_title text COLLATE "C",
  rating bigint,
  rating_label text,
  text text,
  created_at timestamptz,
  updated_at timestamptz
);

VACUUM ANALYZE usual.reviews;
