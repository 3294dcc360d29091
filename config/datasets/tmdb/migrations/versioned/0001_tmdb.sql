-- replaces: 0004_tmdb.sql
-- The Movies Dataset: films as TMDB describes them, and ratings by users of MovieLens.
-- What the files hold as Python literals is jsonb here; views in third normal form stand beside it.
-- Popularity and votes are numeric, as they are written: sums and averages of them are exact.

CREATE SCHEMA tmdb;
COMMENT ON SCHEMA tmdb IS 'Films, their people and companies, and ratings, from The Movies Dataset.';

CREATE TABLE tmdb.movies (
  id bigint NOT NULL,
  adult boolean,
  belongs_to_collection jsonb,
  budget bigint,
  genres jsonb,
  homepage text,
  imdb_id text,
  original_language text,
  original_title text,
  overview text,
  popularity numeric,
  poster_path text,
  production_companies jsonb,
  production_countries jsonb,
  release_date date,
  revenue bigint,
  runtime double precision,
  spoken_languages jsonb,
  status text,
  tagline text,
  title text,
  video boolean,
  vote_average numeric,
  vote_count bigint,
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  CONSTRAINT movies_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE tmdb.movies IS 'Films: the newest version known of each, deleted ones included.';
COMMENT ON COLUMN tmdb.movies.id IS 'TMDB''s number of the film.';
COMMENT ON COLUMN tmdb.movies.adult IS 'Whether it is for adults only.';
COMMENT ON COLUMN tmdb.movies.belongs_to_collection IS 'The series it belongs to, as an object; see tmdb.collections.';
COMMENT ON COLUMN tmdb.movies.budget IS 'What it cost, in US dollars; null where it is not known (0 in the file).';
COMMENT ON COLUMN tmdb.movies.genres IS 'Its genres, as an array of objects; see tmdb.movie_genres.';
COMMENT ON COLUMN tmdb.movies.homepage IS 'Its page on the web.';
COMMENT ON COLUMN tmdb.movies.imdb_id IS 'Its number at IMDb, such as tt0114709.';
COMMENT ON COLUMN tmdb.movies.original_language IS 'Language it was made in, by its ISO 639-1 code.';
COMMENT ON COLUMN tmdb.movies.original_title IS 'Title in that language.';
COMMENT ON COLUMN tmdb.movies.overview IS 'What it is about.';
COMMENT ON COLUMN tmdb.movies.popularity IS 'TMDB''s measure of popularity; higher is more popular.';
COMMENT ON COLUMN tmdb.movies.poster_path IS 'Path of its poster at TMDB.';
COMMENT ON COLUMN tmdb.movies.production_companies IS 'Companies that made it, as an array of objects; see tmdb.movie_companies.';
COMMENT ON COLUMN tmdb.movies.production_countries IS 'Countries it was made in, as an array of objects; see tmdb.movie_countries.';
COMMENT ON COLUMN tmdb.movies.release_date IS 'Day of its first release; its year is the film''s year in reports.';
COMMENT ON COLUMN tmdb.movies.revenue IS 'What it earned, in US dollars; null where it is not known (0 in the file).';
COMMENT ON COLUMN tmdb.movies.runtime IS 'Running time in minutes.';
COMMENT ON COLUMN tmdb.movies.spoken_languages IS 'Languages spoken in it, as an array of objects; see tmdb.movie_languages.';
COMMENT ON COLUMN tmdb.movies.status IS 'How far it is, such as Released.';
COMMENT ON COLUMN tmdb.movies.tagline IS 'Its slogan.';
COMMENT ON COLUMN tmdb.movies.title IS 'Title in English.';
COMMENT ON COLUMN tmdb.movies.video IS 'Whether it was made for video.';
COMMENT ON COLUMN tmdb.movies.vote_average IS 'Average of the votes at TMDB, from 0 to 10.';
COMMENT ON COLUMN tmdb.movies.vote_count IS 'Number of the votes at TMDB.';
-- A night asks which films it deleted. Only deleted rows are in it.
CREATE INDEX movies_deleted_at ON tmdb.movies (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE tmdb.credits (
  id bigint NOT NULL,
  "cast" jsonb,
  crew jsonb,
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  CONSTRAINT credits_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE tmdb.credits IS 'Who made a film: the newest version known of each, deleted ones included.';
COMMENT ON COLUMN tmdb.credits.id IS 'The film, as tmdb.movies.id.';
COMMENT ON COLUMN tmdb.credits."cast" IS 'Who plays in it, as an array of objects; see tmdb.cast_members.';
COMMENT ON COLUMN tmdb.credits.crew IS 'Who worked on it, as an array of objects; see tmdb.crew_members.';

CREATE TABLE tmdb.keywords (
  id bigint NOT NULL,
  keywords jsonb,
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  CONSTRAINT keywords_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE tmdb.keywords IS 'What a film is about in keywords: the newest version known of each, deleted ones included.';
COMMENT ON COLUMN tmdb.keywords.id IS 'The film, as tmdb.movies.id.';
COMMENT ON COLUMN tmdb.keywords.keywords IS 'Its keywords, as an array of objects with id and name.';

CREATE TABLE tmdb.links (
  movie_id bigint NOT NULL,
  imdb_id text,
  tmdb_id bigint,
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  CONSTRAINT links_pkey PRIMARY KEY (movie_id)
);
COMMENT ON TABLE tmdb.links IS 'Which film of MovieLens is which of TMDB: the newest version known of each, deleted ones included.';
COMMENT ON COLUMN tmdb.links.movie_id IS 'MovieLens''s number of the film, as tmdb.ratings has it.';
COMMENT ON COLUMN tmdb.links.imdb_id IS 'Its number at IMDb, without the letters tt and with its leading zeros.';
COMMENT ON COLUMN tmdb.links.tmdb_id IS 'Its number at TMDB, as tmdb.movies.id.';

CREATE TABLE tmdb.ratings (
  user_id bigint NOT NULL,
  movie_id bigint NOT NULL,
  rating numeric,
  rated_at timestamptz,
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  CONSTRAINT ratings_pkey PRIMARY KEY (user_id, movie_id)
);
COMMENT ON TABLE tmdb.ratings IS 'Ratings of films by users of MovieLens. Dumps only add to it; the newest version known of each.';
COMMENT ON COLUMN tmdb.ratings.user_id IS 'MovieLens''s number of the user.';
COMMENT ON COLUMN tmdb.ratings.movie_id IS 'MovieLens''s number of the film; tmdb.links leads from it to tmdb.movies.';
COMMENT ON COLUMN tmdb.ratings.rating IS 'Stars, from 0.5 to 5.';
COMMENT ON COLUMN tmdb.ratings.rated_at IS 'When the user gave them.';
