-- The outcome of a night. For a running one the lock tells whether a process is working on it; if an
-- error ends with the remedy, this is left out. $1: the run.
SELECT
  runs.run_id,
  runs.dataset,
  CASE
    WHEN runs.outcome = 'running' AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_locks AS locks
      WHERE locks.locktype = 'advisory'
        AND locks.granted
        AND locks.objsubid = 1
        AND locks.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
        AND (locks.classid::bigint << 32 | locks.objid::bigint)
          = hashtextextended('nightjar dataset ' || runs.dataset, 0)
    ) THEN 'interrupted'
    WHEN runs.outcome = 'failed' AND runs.error LIKE 'interrupted:%' THEN 'interrupted'
    ELSE runs.outcome
  END AS outcome,
  runs.as_of,
  runs.started_at,
  runs.finished_at,
  round(extract(epoch FROM runs.finished_at - runs.started_at), 2) AS seconds,
  round(extract(epoch FROM picked.at - runs.started_at), 2) AS pick_up_seconds,
  CASE
    WHEN right(runs.error, length(runs.remedy) + 3) = ' (' || runs.remedy || ')'
      THEN left(runs.error, -(length(runs.remedy) + 3))
    ELSE runs.error
  END AS error,
  runs.remedy,
  runs.approved_at,
  runs.approved_by,
  runs.adopted_at,
  runs.same_as_run_id,
  overtaking.run_id AS overtaken_by_run_id,
  COALESCE(read_by.guards, '[]') AS guards,
  read_by.feeds
FROM nightjar.runs AS runs
JOIN nightjar.runs AS read_by ON read_by.run_id = COALESCE(runs.same_as_run_id, runs.run_id)
LEFT JOIN LATERAL (
  SELECT max(dumps.picked_at) AS at
  FROM nightjar.dumps AS dumps
  WHERE dumps.run_id = runs.run_id
) AS picked ON true
LEFT JOIN LATERAL (
  SELECT later.run_id
  FROM nightjar.runs AS later
  WHERE runs.outcome = 'held'
    AND later.dataset = runs.dataset
    AND later.run_id > runs.run_id
    AND later.outcome IN ('loaded', 'unchanged', 'held')
  ORDER BY later.run_id DESC
  LIMIT 1
) AS overtaking ON true
WHERE runs.run_id = $1::bigint
