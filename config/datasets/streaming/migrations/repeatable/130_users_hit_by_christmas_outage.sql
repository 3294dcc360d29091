CREATE OR REPLACE FUNCTION answers.sessions_in_progress(title text, from_at timestamptz, until_at timestamptz)
RETURNS TABLE (movie_title text, user_email text, start_at timestamptz, end_at timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT streams.movie_title, streams.user_email, streams.start_at, streams.end_at
  FROM app.streams
  WHERE streams.movie_title IN (
      SELECT titles.movie_title FROM answers.streamed_titles() AS titles
      WHERE titles.title_key = answers.title_key(title))
    AND answers.in_progress(streams.start_at, streams.end_at, from_at, until_at)
$$;
COMMENT ON FUNCTION answers.sessions_in_progress(text, timestamptz, timestamptz) IS
  'The sessions of a title, in any spelling, that were in progress at any time in [from_at, until_at). A session without an end counts as still in progress.';

CREATE OR REPLACE FUNCTION answers.users_in_session(title text, from_at timestamptz, until_at timestamptz)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
  kept bigint;
BEGIN
  kept := (
    SELECT asked.users FROM streaming_summaries.outages AS asked
    WHERE asked.title_key = answers.title_key($1) AND asked.from_at = $2 AND asked.until_at = $3
      AND nightjar.summary_is_current('streaming_summaries.streams'));
  RETURN COALESCE(kept, (
    SELECT count(DISTINCT sessions.user_email) FROM answers.sessions_in_progress($1, $2, $3) AS sessions));
END
$$;
COMMENT ON FUNCTION answers.users_in_session(text, timestamptz, timestamptz) IS
  'How many users had a session of a title in progress at any time in [from_at, until_at). A standing question (streaming_summaries.outages) is answered without reading sessions.';

CREATE OR REPLACE VIEW answers.users_hit_by_christmas_outage AS
SELECT answers.users_in_session(
  'Unforgiven',
  timestamp '2021-12-25 07:00' AT TIME ZONE 'Europe/Paris',
  timestamp '2021-12-25 12:00' AT TIME ZONE 'Europe/Paris') AS users;
COMMENT ON VIEW answers.users_hit_by_christmas_outage IS
  'How many users did the outage of "Unforgiven" on 25 December 2021 from 07:00 to 12:00 (Europe/Paris) hit?';
COMMENT ON COLUMN answers.users_hit_by_christmas_outage.users IS
  'Distinct users with a session of the film in progress at any time in these hours.';
