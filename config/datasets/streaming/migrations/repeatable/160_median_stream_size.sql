CREATE OR REPLACE FUNCTION answers.median_stream_megabytes(from_at timestamptz, until_at timestamptz)
RETURNS double precision
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
  kept double precision;
BEGIN
  IF from_at = '-infinity' AND until_at = 'infinity' AND nightjar.summary_is_current('streaming_summaries.streams') THEN
    kept := streaming_summaries.median_stream_megabytes();
  END IF;
  RETURN COALESCE(kept, (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY streams.size_mb)
    FROM app.streams
    WHERE streams.start_at >= from_at AND streams.start_at < until_at));
END
$$;
COMMENT ON FUNCTION answers.median_stream_megabytes(timestamptz, timestamptz) IS
  'The median of the megabytes sent in the sessions that started in [from_at, until_at).';

CREATE OR REPLACE VIEW answers.median_stream_size AS
SELECT
  round((megabytes / 1000)::numeric, 4) AS gigabytes,
  round((megabytes / 1024)::numeric, 4) AS gibibytes
FROM answers.median_stream_megabytes('-infinity', 'infinity') AS megabytes;
COMMENT ON VIEW answers.median_stream_size IS 'How much data does a session send, in the median?';
COMMENT ON COLUMN answers.median_stream_size.gigabytes IS 'The median in gigabytes (megabytes / 1000), to four places.';
COMMENT ON COLUMN answers.median_stream_size.gibibytes IS 'The median in gibibytes (megabytes / 1024), to four places.';
