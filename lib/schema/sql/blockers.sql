-- Who holds up a session that waits for a lock. $1: its process.
SELECT
  CASE WHEN blocker.pid = 0 THEN 'a prepared transaction (see pg_prepared_xacts)'
    ELSE format('session %s of %s (%s), %s, in its transaction since %s: %s',
      blocker.pid,
      COALESCE(activity.usename, 'nobody'),
      COALESCE(NULLIF(activity.application_name, ''), 'no application name'),
      COALESCE(activity.state, 'state not shown to this user'),
      COALESCE(to_char(activity.xact_start, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'a time not shown to this user'),
      left(regexp_replace(COALESCE(NULLIF(activity.query, ''), 'no statement'), '\s+', ' ', 'g'), 120))
  END AS description,
  blocker.pid
FROM (SELECT DISTINCT unnest(pg_blocking_pids($1::integer)) AS pid) AS blocker
LEFT JOIN pg_catalog.pg_stat_activity AS activity ON activity.pid = blocker.pid
ORDER BY blocker.pid
