-- Whether each dataset is fresh and healthy. $1: the configured datasets.
SELECT
  configured.dataset,
  COALESCE(health.healthy, false) AS healthy,
  COALESCE(health.reason, 'no night has run yet') AS reason,
  health.last_success,
  date_trunc('second', health.age) AS age,
  health.last_outcome,
  health.due_at,
  date_trunc('second', health.late) AS late,
  health.held_run_id,
  health.last_error,
  health.running_run_id,
  health.done_at,
  health.next_attempt_at,
  health.next_attempt_why
FROM unnest($1::text[]) AS configured (dataset)
LEFT JOIN nightjar.health AS health ON health.dataset = configured.dataset
ORDER BY configured.dataset
