-- Whether each dataset is fresh and healthy, by the schedules of the current configuration. $1: the
-- schedules, in the format of nightjar.judge().
SELECT
  judged.dataset,
  judged.healthy AND owed.migration IS NULL AS healthy,
  CASE
    WHEN owed.migration IS NOT NULL THEN format(
      'half migrated: views and functions were not renewed after %s was applied: nightjar migrate', owed.migration)
    ELSE judged.reason
  END AS reason,
  judged.last_success,
  date_trunc('second', judged.age) AS age,
  judged.last_outcome,
  judged.due_at,
  date_trunc('second', judged.late) AS late,
  judged.held_run_id,
  judged.last_error,
  judged.running_run_id,
  judged.done_at,
  judged.next_attempt_at,
  judged.next_attempt_why,
  judged.activity,
  judged.waits_for,
  judged.waits_since,
  judged.interrupted_run_id,
  judged.stale,
  judged.daemon_seen_at,
  judged.unattended
FROM nightjar.judge($1::jsonb) AS judged
-- What a failed `nightjar migrate` left to do.
CROSS JOIN (
  SELECT max(half.migration) AS migration
  FROM nightjar.half_applied() AS half (migration)
) AS owed
WHERE judged.configured
ORDER BY judged.dataset
