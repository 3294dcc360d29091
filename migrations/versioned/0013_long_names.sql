-- Names and titles that are no part of a feed's key can be of any length, while an entry of a B-tree index
-- has at most 2704 bytes; and the key of a title can be three times as long as the title. What is looked up
-- by a whole value gets a hash index, which holds 32 bits of it. What has to stand once gets a short form.

DROP INDEX summaries.streamed_titles_by_key;
CREATE INDEX streamed_titles_by_key ON summaries.streamed_titles USING hash (title_key);
DROP INDEX summaries.reviewed_movies_by_key;
CREATE INDEX reviewed_movies_by_key ON summaries.reviewed_movies USING hash (title_key);
DROP INDEX summaries.reviewed_books_by_key;
CREATE INDEX reviewed_books_by_key ON summaries.reviewed_books USING hash (title_key);
DROP INDEX summaries.companies_by_name;
CREATE INDEX companies_by_name ON summaries.companies USING hash (company);

-- What computes these has each value once.
ALTER TABLE summaries.film_lengths DROP CONSTRAINT film_lengths_pkey;
CREATE INDEX film_lengths_by_key ON summaries.film_lengths USING hash (title_key);
ALTER TABLE summaries.nationality_books DROP CONSTRAINT nationality_books_pkey;
CREATE INDEX nationality_books_by_key ON summaries.nationality_books USING hash (title_key);
ALTER TABLE summaries.nationality_movies DROP CONSTRAINT nationality_movies_pkey;
CREATE INDEX nationality_movies_by_title ON summaries.nationality_movies USING hash (movie_title);

CREATE FUNCTION summaries.digest(name text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN encode(sha256(convert_to(name, 'UTF8')), 'hex');
COMMENT ON FUNCTION summaries.digest(text) IS 'The SHA-256 of a name, in hexadecimal digits.';

-- Longer than the longest name that stands for itself, so that the two are never the same.
CREATE FUNCTION summaries.short_form(name text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN length(name) <= 500 THEN name ELSE left(name, 500) || summaries.digest(name) END;
COMMENT ON FUNCTION summaries.short_form(text) IS
  'What an index holds of a name: the name itself, or of more than 500 characters the first 500 and a digest of all. Indexes are made of it: it must never give another form.';

ALTER TABLE summaries.company_names DROP CONSTRAINT company_names_pkey;
CREATE UNIQUE INDEX company_names_once ON summaries.company_names (company_id, summaries.short_form(company));
ALTER TABLE summaries.genre_years DROP CONSTRAINT genre_years_pkey;
CREATE UNIQUE INDEX genre_years_once ON summaries.genre_years (summaries.short_form(genre), year);
ALTER TABLE summaries.company_year_genres DROP CONSTRAINT company_year_genres_pkey;
CREATE UNIQUE INDEX company_year_genres_once
  ON summaries.company_year_genres (company_id, year, summaries.short_form(genre));
