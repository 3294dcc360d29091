-- Before there were modules the summaries of all datasets were in one schema, summaries. These leave it; in a
-- database that never had that schema there is nothing to do. The views and functions beneath are brought up to
-- date by the repeatable files.

CREATE SCHEMA IF NOT EXISTS streaming_summaries;
COMMENT ON SCHEMA streaming_summaries IS
  'Figures of vendor and app that every night brings up to date within its own transaction; what answers read. Not for direct use.';

SELECT nightjar.leave_summaries(
  'streaming_summaries',
  ARRAY[
    'streamed_titles',
    'stream_totals',
    'stream_size_range',
    'stream_sizes',
    'outages',
    'outage_users',
    'watch_windows',
    'watch_window_users',
    'film_lengths',
    'reviewed_movies',
    'reviewed_books',
    'nationalities',
    'nationality_books',
    'nationality_movies'
  ],
  -- The functions of these summaries, by what their names have in common.
  'stream|outage|watch|earliest_start|nationalit|review',
  ARRAY['streams', 'reviews']);

COMMENT ON TABLE streaming_summaries.film_lengths IS
  'Running times with which streaming_summaries.watch_windows was computed; where one changes it is computed again.';
COMMENT ON TABLE streaming_summaries.nationality_books IS
  'Books by authors of a nationality, as its films were last computed; where they change the films are computed again.';
