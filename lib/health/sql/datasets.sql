-- Whether each dataset is fresh and healthy. $1: the configured datasets.
SELECT
  configured.dataset,
  COALESCE(health.healthy, false) AND owed.migration IS NULL AS healthy,
  CASE
    WHEN owed.migration IS NOT NULL THEN format(
      'half migrated: views and functions were not renewed after %s was applied: nightjar migrate', owed.migration)
    ELSE COALESCE(health.reason, 'no night has run yet')
  END AS reason,
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
-- What a failed `nightjar migrate` left to do: a versioned file forgets the repeatable ones until they ran.
CROSS JOIN (
  SELECT CASE WHEN bool_or(migrations.kind = 'repeatable') THEN NULL ELSE max(migrations.name) END AS migration
  FROM nightjar.migrations
) AS owed
ORDER BY configured.dataset
