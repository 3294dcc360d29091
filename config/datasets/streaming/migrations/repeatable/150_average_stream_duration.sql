CREATE OR REPLACE FUNCTION answers.stream_duration(from_at timestamptz, until_at timestamptz)
RETURNS TABLE (sessions bigint, seconds numeric)
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
#variable_conflict use_column
BEGIN
  IF from_at = '-infinity' AND until_at = 'infinity' AND nightjar.summary_is_current('streaming_summaries.streams') THEN
    RETURN QUERY SELECT kept.sessions, extract(epoch FROM kept.duration) FROM streaming_summaries.stream_totals AS kept;
  ELSE
    RETURN QUERY
      SELECT count(streams.end_at), extract(epoch FROM sum(streams.end_at - streams.start_at))
      FROM app.streams
      WHERE streams.start_at >= from_at AND streams.start_at < until_at;
  END IF;
END
$$;
COMMENT ON FUNCTION answers.stream_duration(timestamptz, timestamptz) IS
  'How many sessions that started in [from_at, until_at) have ended, and how many seconds they lasted in total.';

CREATE OR REPLACE VIEW answers.average_stream_duration AS
SELECT
  make_interval(secs => round(seconds / NULLIF(sessions, 0), 2)::double precision) AS average,
  round(seconds / NULLIF(sessions, 0) / 60, 2) AS minutes
FROM answers.stream_duration('-infinity', 'infinity');
COMMENT ON VIEW answers.average_stream_duration IS 'How long does a session last on average?';
COMMENT ON COLUMN answers.average_stream_duration.average IS 'The average, to a hundredth of a second.';
COMMENT ON COLUMN answers.average_stream_duration.minutes IS 'The average in minutes, to two places.';
