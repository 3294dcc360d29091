-- Schema answers: questions of the business, each one call of a function that answers any such
-- question. Rows that the vendor deleted still count, so everything here reads S.T, not S.T_live.

CREATE SCHEMA IF NOT EXISTS answers;
COMMENT ON SCHEMA answers IS
  'Questions of the business. Each view has one row; the functions behind them answer the same question with other titles, times or shares.';

-- The key columns have the collation "C", whose lower() knows only ASCII: an explicit Unicode one is a must.
-- To capitals first: that folds what has one capital form only, such as the German sharp s.
CREATE OR REPLACE FUNCTION answers.title_key(title text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(upper(title COLLATE "und-x-icu")) COLLATE "C";
COMMENT ON FUNCTION answers.title_key(text) IS
  'The comparison key of a title: the same text whatever the case of its letters, in any script.';

CREATE OR REPLACE FUNCTION answers.in_progress(
  start_at timestamptz, end_at timestamptz, from_at timestamptz, until_at timestamptz)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN start_at < until_at AND (end_at > from_at OR end_at IS NULL);
COMMENT ON FUNCTION answers.in_progress(timestamptz, timestamptz, timestamptz, timestamptz) IS
  'Whether a session was in progress at any time in [from_at, until_at). One without an end counts as still in progress.';

CREATE OR REPLACE FUNCTION answers.watched(
  start_at timestamptz, end_at timestamptz, from_at timestamptz, until_at timestamptz, needed interval)
RETURNS TABLE (inside boolean, by_start boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT
    LEAST(end_at, until_at) - GREATEST(start_at, from_at) >= needed,
    start_at >= from_at AND start_at < until_at AND end_at - start_at >= needed
$$;
COMMENT ON FUNCTION answers.watched(timestamptz, timestamptz, timestamptz, timestamptz, interval) IS
  'Whether a session lasted as long as needed: counting only its part inside [from_at, until_at), or the whole of one that started in it.';
