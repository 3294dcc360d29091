-- replaces: 0002_vendor.sql
-- The publisher's data on authors, books and what reviewers say of films made from books.
-- A feed needs only its table and comments here: nightjar.adopt_feed() makes what goes with it.

CREATE SCHEMA vendor;
COMMENT ON SCHEMA vendor IS 'The vendor''s authors, books and reviews, with everything it ever said of them.';

CREATE TABLE vendor.authors (
  name text COLLATE "C" NOT NULL,
  birth_date date,
  died_at date,
  nationalities text[],
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  CONSTRAINT authors_pkey PRIMARY KEY (name)
);
COMMENT ON TABLE vendor.authors IS
  'Authors of books: the newest version known of each, those deleted by the vendor included.';
COMMENT ON COLUMN vendor.authors.name IS 'The author''s full name, as books.author has it.';
COMMENT ON COLUMN vendor.authors.birth_date IS 'Date of birth.';
COMMENT ON COLUMN vendor.authors.died_at IS 'Date of death; null while the author lives, and the vendor also lists dates to come.';
COMMENT ON COLUMN vendor.authors.nationalities IS
  'Nationalities by their label, such as Singaporeans, in the vendor''s order; empty labels are left out.';

CREATE TABLE vendor.books (
  title text COLLATE "C" NOT NULL,
  author text,
  publisher text,
  pages bigint,
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  CONSTRAINT books_pkey PRIMARY KEY (title)
);
COMMENT ON TABLE vendor.books IS
  'Books: the newest version known of each, those deleted by the vendor included.';
COMMENT ON COLUMN vendor.books.title IS
  'The title as printed. Reviews spell it in capitals: compare answers.title_key() of both.';
COMMENT ON COLUMN vendor.books.author IS 'Name of the author; a few are not in vendor.authors.';
COMMENT ON COLUMN vendor.books.publisher IS 'Name of the publisher.';
COMMENT ON COLUMN vendor.books.pages IS 'Number of pages, as the vendor tells it.';

CREATE TABLE vendor.reviews (
  movie_title text COLLATE "C" NOT NULL,
  book_title text COLLATE "C" NOT NULL,
  rating bigint,
  rating_label text,
  text text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz,
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  CONSTRAINT reviews_pkey PRIMARY KEY (movie_title, book_title, created_at)
);
COMMENT ON TABLE vendor.reviews IS
  'Reviews of a film together with the book it is based on: the newest version known of each, those deleted by the vendor included.';
COMMENT ON COLUMN vendor.reviews.movie_title IS
  'Title of the film, in capitals. Compare answers.title_key() of it with that of app.movies.title.';
COMMENT ON COLUMN vendor.reviews.book_title IS
  'Title of the book, in capitals. Compare answers.title_key() of it with that of vendor.books.title.';
COMMENT ON COLUMN vendor.reviews.rating IS 'The reviewer''s rating, from 1 to 5.';
COMMENT ON COLUMN vendor.reviews.rating_label IS 'The rating as a word, such as FIVE.';
COMMENT ON COLUMN vendor.reviews.text IS 'What the reviewer wrote.';
COMMENT ON COLUMN vendor.reviews.created_at IS 'When the review was written.';
COMMENT ON COLUMN vendor.reviews.updated_at IS 'When it was last edited, as the vendor tells it; it may lie before created_at.';
