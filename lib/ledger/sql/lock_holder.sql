-- The session that may load a dataset. $1: the dataset. pg_locks shows an advisory lock of one 64-bit
-- key as two halves.
WITH wanted AS (
  SELECT hashtextextended('nightjar dataset ' || $1, 0) AS key
)
SELECT
  activity.pid,
  activity.application_name,
  COALESCE(host(activity.client_addr), 'this machine') AS client,
  to_char(activity.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC' AS since
FROM wanted
JOIN pg_locks AS held
  ON held.locktype = 'advisory'
  AND held.granted
  AND held.objsubid = 1
  AND (held.classid::bigint << 32 | held.objid::bigint) = wanted.key
JOIN pg_stat_activity AS activity ON activity.pid = held.pid
WHERE held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
