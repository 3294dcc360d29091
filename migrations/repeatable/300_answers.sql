-- Schema answers: questions of the business, each one call of a function that answers any such
-- question. Rows that the vendor deleted still count, so everything here reads S.T, not S.T_live.

CREATE SCHEMA IF NOT EXISTS answers;
COMMENT ON SCHEMA answers IS
  'Questions of the business. Views hold one row each; the functions beneath answer the same question with other titles, times or shares.';

-- The key columns have the collation "C", whose lower() knows only ASCII: an explicit Unicode one is a must.
-- To capitals first: that folds what has one capital form only, such as the German sharp s.
CREATE OR REPLACE FUNCTION answers.title_key(title text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(upper(title COLLATE "und-x-icu")) COLLATE "C";
COMMENT ON FUNCTION answers.title_key(text) IS
  'What two spellings of a title have in common: the same text whatever the case of its letters, in any script.';
