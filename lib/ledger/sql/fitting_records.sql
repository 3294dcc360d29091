-- How many records of a night were accepted, and which night read them: a night with the same bytes as
-- another did not. $1: the run.
SELECT
  COALESCE(
    (
      SELECT sum((feed.counts ->> 'read')::bigint - (feed.counts ->> 'rejected')::bigint)
      FROM jsonb_each(read_by.feeds) AS feed (name, counts)
    ),
    0
  )::bigint AS fitting,
  read_by.run_id
FROM nightjar.runs AS runs
JOIN nightjar.runs AS read_by ON read_by.run_id = COALESCE(runs.same_as_run_id, runs.run_id)
WHERE runs.run_id = $1::bigint
