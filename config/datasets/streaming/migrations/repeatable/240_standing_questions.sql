-- Questions that the views of schema answers ask with the same arguments; nights keep their answers.
-- Any other question is answered just as well, by reading the sessions or reviews.

CREATE OR REPLACE FUNCTION streaming_summaries.keep_outage(title text, from_at timestamptz, until_at timestamptz)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO streaming_summaries.outages (title_key, from_at, until_at) VALUES (answers.title_key($1), $2, $3)
  ON CONFLICT ON CONSTRAINT outages_asked_once DO NOTHING;
  IF FOUND THEN
    PERFORM streaming_summaries.rebuild_outages();
  END IF;
END
$$;
COMMENT ON FUNCTION streaming_summaries.keep_outage(text, timestamptz, timestamptz) IS
  'Lets nights keep the answer of answers.users_in_session() to these arguments.';

CREATE OR REPLACE FUNCTION streaming_summaries.keep_watch_window(share numeric, from_at timestamptz, until_at timestamptz)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO streaming_summaries.watch_windows (share, from_at, until_at) VALUES ($1, $2, $3)
  ON CONFLICT ON CONSTRAINT watch_windows_asked_once DO NOTHING;
  IF FOUND THEN
    PERFORM streaming_summaries.rebuild_watch_windows();
  END IF;
END
$$;
COMMENT ON FUNCTION streaming_summaries.keep_watch_window(numeric, timestamptz, timestamptz) IS
  'Lets nights keep the answer of answers.users_who_watched() to these arguments.';

CREATE OR REPLACE FUNCTION streaming_summaries.keep_nationality(nationality text)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO streaming_summaries.nationalities (nationality) VALUES ($1)
  ON CONFLICT ON CONSTRAINT nationalities_pkey DO NOTHING;
  IF FOUND THEN
    PERFORM streaming_summaries.rebuild_nationalities();
  END IF;
END
$$;
COMMENT ON FUNCTION streaming_summaries.keep_nationality(text) IS
  'Lets nights keep the answer of answers.movies_by_nationality() to this argument.';

DO $$
BEGIN
  PERFORM streaming_summaries.keep_outage('Unforgiven',
    timestamp '2021-12-25 07:00' AT TIME ZONE 'Europe/Paris',
    timestamp '2021-12-25 12:00' AT TIME ZONE 'Europe/Paris');
  PERFORM streaming_summaries.keep_watch_window(0.5,
    timestamp '2021-12-25 00:00' AT TIME ZONE 'Europe/Paris',
    timestamp '2022-01-01 00:00' AT TIME ZONE 'Europe/Paris');
  PERFORM streaming_summaries.keep_nationality('Singaporeans');
END
$$;
