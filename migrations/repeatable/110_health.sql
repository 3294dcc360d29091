-- Is every dataset fresh and healthy? What `nightjar status` and monitoring show.

CREATE OR REPLACE VIEW nightjar.health AS
WITH known AS (
  SELECT dataset FROM nightjar.datasets
  UNION
  SELECT dataset FROM nightjar.runs
),
facts AS (
  SELECT
    known.dataset,
    success.run_id AS success_run_id,
    success.finished_at AS last_success,
    CURRENT_TIMESTAMP - success.finished_at AS age,
    schedule.due_at,
    CASE
      WHEN CURRENT_TIMESTAMP > schedule.due_at + schedule.late_after
        AND (success.finished_at IS NULL OR success.finished_at < schedule.due_at)
        THEN CURRENT_TIMESTAMP - schedule.due_at
    END AS late,
    newest.run_id AS last_run_id,
    newest.outcome AS last_outcome,
    newest.error AS last_error,
    held.run_id AS held_run_id,
    running.run_id AS running_run_id,
    running.started_at + usual.duration AS done_at,
    schedule.next_attempt_at,
    schedule.next_attempt_why
  FROM known
  LEFT JOIN nightjar.datasets AS schedule ON schedule.dataset = known.dataset
  LEFT JOIN LATERAL (
    SELECT runs.run_id, runs.finished_at
    FROM nightjar.runs
    WHERE runs.dataset = known.dataset AND runs.outcome IN ('loaded', 'unchanged')
    ORDER BY runs.finished_at DESC NULLS LAST, runs.run_id DESC
    LIMIT 1
  ) AS success ON true
  LEFT JOIN LATERAL (
    SELECT runs.run_id, runs.outcome, runs.error
    FROM nightjar.runs
    WHERE runs.dataset = known.dataset AND runs.outcome <> 'running'
    ORDER BY runs.finished_at DESC NULLS LAST, runs.run_id DESC
    LIMIT 1
  ) AS newest ON true
  LEFT JOIN LATERAL (
    SELECT runs.run_id
    FROM nightjar.runs
    WHERE runs.dataset = known.dataset AND runs.outcome = 'held'
      AND (success.run_id IS NULL OR runs.finished_at > success.finished_at)
    ORDER BY runs.run_id DESC
    LIMIT 1
  ) AS held ON true
  LEFT JOIN LATERAL (
    SELECT runs.run_id, runs.started_at
    FROM nightjar.runs
    WHERE runs.dataset = known.dataset AND runs.outcome = 'running'
    ORDER BY runs.run_id DESC
    LIMIT 1
  ) AS running ON true
  LEFT JOIN LATERAL (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY recent.duration) AS duration
    FROM (
      SELECT runs.finished_at - runs.started_at AS duration
      FROM nightjar.runs
      WHERE runs.dataset = known.dataset AND runs.outcome = 'loaded'
      ORDER BY runs.run_id DESC
      LIMIT 10
    ) AS recent
  ) AS usual ON true
)
SELECT
  dataset,
  last_success,
  age,
  due_at,
  late,
  last_outcome,
  last_error,
  held_run_id,
  last_success IS NOT NULL AND held_run_id IS NULL AND late IS NULL
    AND last_outcome IN ('loaded', 'unchanged') AS healthy,
  CASE
    WHEN held_run_id IS NOT NULL THEN
      format('night %s is held by a guard: nightjar approve %s', held_run_id, held_run_id)
    WHEN last_outcome = 'failed' THEN
      format('night %s failed: %s', last_run_id, COALESCE(last_error, 'no reason was recorded'))
    WHEN last_success IS NULL THEN 'no night has succeeded yet'
    WHEN late IS NOT NULL THEN format('late: due since %s UTC',
      to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'))
    ELSE 'fresh'
  END AS reason,
  running_run_id,
  done_at,
  next_attempt_at,
  next_attempt_why
FROM facts;
COMMENT ON VIEW nightjar.health IS 'One row a dataset: is it fresh and healthy, and if not, why.';
COMMENT ON COLUMN nightjar.health.dataset IS 'The dataset: one that is configured, or of which a night is known.';
COMMENT ON COLUMN nightjar.health.last_success IS 'When the last night ended that was loaded or found nothing new.';
COMMENT ON COLUMN nightjar.health.age IS 'Time since then.';
COMMENT ON COLUMN nightjar.health.due_at IS 'When its night is due by its schedule; null without one.';
COMMENT ON COLUMN nightjar.health.late IS 'Time since it was due, once its tolerance is used up; null while it is on time.';
COMMENT ON COLUMN nightjar.health.last_outcome IS 'How the newest finished night ended.';
COMMENT ON COLUMN nightjar.health.last_error IS 'Why it failed or is held; null otherwise.';
COMMENT ON COLUMN nightjar.health.held_run_id IS 'The newest held night after the last success, for nightjar approve.';
COMMENT ON COLUMN nightjar.health.healthy IS
  'True if the newest finished night succeeded, none is held after it, and the dataset is not late.';
COMMENT ON COLUMN nightjar.health.reason IS 'Why it is healthy or not, in one line.';
COMMENT ON COLUMN nightjar.health.running_run_id IS 'The night that is under way; null where none is.';
COMMENT ON COLUMN nightjar.health.done_at IS
  'When it will probably be done, by the median duration of the last ten nights that loaded something; null where none is under way.';
COMMENT ON COLUMN nightjar.health.next_attempt_at IS 'When the daemon will begin the next night.';
COMMENT ON COLUMN nightjar.health.next_attempt_why IS 'Why then, or why a night is under way.';
