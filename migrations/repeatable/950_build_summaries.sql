-- A summary that is new to a database with data is built at once rather than by the next night.

DO $$
BEGIN
  PERFORM nightjar.rebuild_summaries(unbuilt.dataset)
  FROM (SELECT DISTINCT s.dataset FROM nightjar.summaries AS s WHERE s.run_id IS NULL) AS unbuilt
  WHERE EXISTS (
    SELECT FROM nightjar.runs
    WHERE runs.dataset = unbuilt.dataset AND runs.outcome = 'loaded');
END
$$;
