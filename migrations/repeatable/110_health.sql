-- Is every dataset fresh and healthy? What `nightjar status` and monitoring show.

-- One judgement for both: the view judges by the schedules that were noted, `nightjar status` by those in
-- the YAML at hand. Runs with its owner's rights, since analysts may read the view and not the ledger.
CREATE OR REPLACE FUNCTION nightjar.judge(notes jsonb)
RETURNS TABLE (
  dataset text,
  last_success timestamptz,
  age interval,
  due_at timestamptz,
  late interval,
  last_outcome text,
  last_error text,
  held_run_id bigint,
  healthy boolean,
  reason text,
  running_run_id bigint,
  done_at timestamptz,
  next_attempt_at timestamptz,
  next_attempt_why text,
  activity text,
  waits_for text,
  waits_since timestamptz,
  interrupted_run_id bigint,
  stale text,
  daemon_seen_at timestamptz,
  unattended text,
  configured boolean
)
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
-- For a handful of rows: compiling it takes seconds, running it milliseconds.
SET jit = off
AS $$
WITH noted AS (
  SELECT note.*
  FROM jsonb_to_recordset(notes) AS note (
    dataset text,
    due_at timestamptz,
    dues timestamptz[],
    period interval,
    late_after interval,
    fault text,
    stale_after jsonb,
    unconfigured_since timestamptz
  )
),
known AS (
  SELECT noted.dataset FROM noted
  UNION
  SELECT datasets.dataset FROM nightjar.datasets
  UNION
  SELECT runs.dataset FROM nightjar.runs
),
nights AS (
  SELECT
    known.dataset,
    success.run_id AS success_run_id,
    success.started_at AS success_started_at,
    success.finished_at AS last_success,
    newest.run_id AS last_run_id,
    newest.outcome AS last_outcome,
    newest.error AS last_error,
    held.run_id AS held_run_id,
    unfinished.run_id AS unfinished_run_id,
    unfinished.started_at,
    unfinished.stage,
    unfinished.stage_since,
    unfinished.waits_for,
    unfinished.waits_since,
    -- A standby does not see the locks of its primary, and cannot tell.
    unfinished.run_id IS NOT NULL AND (holder.pid IS NOT NULL OR pg_is_in_recovery()) AS is_running,
    holder.pid AS holder_pid,
    unfinished.started_at + usual.duration AS usually_done_at
  FROM known
  LEFT JOIN LATERAL (
    SELECT runs.run_id, runs.started_at, runs.finished_at
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
    SELECT runs.run_id, runs.started_at, runs.stage, runs.stage_since, runs.waits_for, runs.waits_since
    FROM nightjar.runs
    WHERE runs.dataset = known.dataset AND runs.outcome = 'running'
    ORDER BY runs.run_id DESC
    LIMIT 1
  ) AS unfinished ON true
  -- Who has the right to load the dataset. An advisory lock of one 64-bit key stands here as two halves.
  LEFT JOIN LATERAL (
    SELECT locks.pid
    FROM pg_locks AS locks
    WHERE locks.locktype = 'advisory' AND locks.granted AND locks.objsubid = 1
      AND locks.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
      AND (locks.classid::bigint << 32 | locks.objid::bigint) = hashtextextended('nightjar dataset ' || known.dataset, 0)
    LIMIT 1
  ) AS holder ON true
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
),
facts AS (
  SELECT
    nights.*,
    noted.dataset IS NOT NULL AND noted.unconfigured_since IS NULL AS configured,
    noted.unconfigured_since,
    noted.fault,
    noted.late_after,
    CASE
      WHEN noted.period IS NOT NULL THEN to_timestamp(
        floor(extract(epoch FROM COALESCE(nights.success_started_at, CURRENT_TIMESTAMP)) / extract(epoch FROM noted.period))
          * extract(epoch FROM noted.period)
        + CASE WHEN nights.success_started_at IS NULL THEN 0 ELSE extract(epoch FROM noted.period) END)
      WHEN nights.success_started_at IS NOT NULL THEN COALESCE(
        (SELECT min(due) FROM unnest(noted.dues) AS due WHERE due > nights.success_started_at), noted.due_at)
      ELSE COALESCE((SELECT max(due) FROM unnest(noted.dues) AS due WHERE due <= CURRENT_TIMESTAMP), noted.due_at)
    END AS due_at,
    daemon.seen_at AS daemon_seen_at,
    -- Between nights a daemon looks every five minutes.
    daemon.seen_at >= CURRENT_TIMESTAMP - interval '15 minutes' AS is_attended,
    daemon.next_attempt_at,
    daemon.next_attempt_why,
    obstacle.description AS lock_of,
    obstacle.since AS lock_since,
    staleness.description AS stale
  FROM nights
  LEFT JOIN noted ON noted.dataset = nights.dataset
  LEFT JOIN LATERAL (
    SELECT datasets.daemon_seen_at AS seen_at, datasets.next_attempt_at, datasets.next_attempt_why
    FROM nightjar.datasets
    WHERE datasets.dataset = nights.dataset
  ) AS daemon ON true
  -- Who holds up the sessions of a night.
  LEFT JOIN LATERAL (
    SELECT
      CASE WHEN blocker.pid = 0 THEN 'a prepared transaction (see pg_prepared_xacts)'
        ELSE format('session %s (user %s, application %s, %s): end it, or SELECT pg_terminate_backend(%s)',
          blocker.pid,
          COALESCE(session.usename, 'unknown'),
          COALESCE(NULLIF(session.application_name, ''), 'unknown'),
          COALESCE(to_char(session.xact_start AT TIME ZONE 'UTC', '"in its transaction since "YYYY-MM-DD HH24:MI" UTC"'),
            'since a time not shown to this user'),
          blocker.pid)
      END AS description,
      waiting.waitstart AS since
    FROM pg_locks AS waiting
    CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS blocker (pid)
    LEFT JOIN pg_stat_activity AS session ON session.pid = blocker.pid
    WHERE NOT waiting.granted
      AND nights.is_running
      AND (
        waiting.pid = nights.holder_pid
        OR waiting.pid IN (
          SELECT own.pid FROM pg_stat_activity AS own
          WHERE own.datname = current_database() AND own.application_name = left('nightjar ledger ' || nights.dataset, 63)
        )
      )
    ORDER BY waiting.waitstart, blocker.pid
    LIMIT 1
  ) AS obstacle ON true
  LEFT JOIN LATERAL (
    SELECT string_agg(
      CASE
        WHEN file.source_time < CURRENT_TIMESTAMP - allowed.age THEN format('the newest file of %s is of %s UTC',
          allowed.feed, to_char(file.source_time AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'))
        ELSE format('no night has changed %s since %s UTC',
          allowed.feed, to_char(change.finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'))
      END, ', ' ORDER BY allowed.feed) AS description
    FROM (
      SELECT limits.key AS feed, make_interval(secs => limits.value::double precision) AS age
      FROM jsonb_each_text(noted.stale_after) AS limits
    ) AS allowed
    LEFT JOIN LATERAL (
      SELECT max(dumps.source_time) AS source_time
      FROM nightjar.dumps
      WHERE dumps.run_id = nights.success_run_id AND dumps.feed = allowed.feed
    ) AS file ON true
    -- Where no night has ever changed anything, the first that succeeded counts.
    LEFT JOIN LATERAL (
      SELECT max(runs.finished_at) FILTER (
          WHERE runs.outcome = 'loaded' AND COALESCE((counts ->> 'inserted')::bigint, 0)
            + COALESCE((counts ->> 'updated')::bigint, 0) + COALESCE((counts ->> 'deleted')::bigint, 0)
            + COALESCE((counts ->> 'restored')::bigint, 0) > 0) AS changed_at,
        min(runs.finished_at) AS first_at
      FROM nightjar.runs
      CROSS JOIN LATERAL (SELECT runs.feeds -> split_part(allowed.feed, '.', 2) AS counts) AS of_feed
      WHERE runs.dataset = nights.dataset AND runs.outcome IN ('loaded', 'unchanged')
    ) AS record ON true
    CROSS JOIN LATERAL (SELECT COALESCE(record.changed_at, record.first_at) AS finished_at) AS change
    WHERE file.source_time < CURRENT_TIMESTAMP - allowed.age
      OR change.finished_at < CURRENT_TIMESTAMP - allowed.age
  ) AS staleness ON true
),
judged AS (
  SELECT
    facts.*,
    CASE
      WHEN CURRENT_TIMESTAMP > facts.due_at + facts.late_after THEN CURRENT_TIMESTAMP - facts.due_at
    END AS late,
    CASE WHEN NOT facts.is_running THEN facts.unfinished_run_id END AS interrupted_run_id,
    CASE
      WHEN NOT facts.is_running THEN NULL
      WHEN facts.lock_of IS NOT NULL THEN 'a lock of ' || facts.lock_of
      WHEN facts.waits_for IS NOT NULL THEN facts.waits_for
    END AS awaited,
    CASE WHEN facts.is_running THEN COALESCE(facts.lock_since, facts.waits_since) END AS awaited_since,
    CASE
      WHEN facts.due_at IS NULL OR facts.is_running OR facts.is_attended THEN NULL
      WHEN facts.daemon_seen_at IS NULL THEN 'nightjard has never been seen'
      ELSE format('nightjard was last seen at %s UTC',
        to_char(facts.daemon_seen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'))
    END AS unattended
  FROM facts
),
told AS (
  SELECT
    judged.*,
    array_remove(ARRAY[
      'its schedule cannot be kept: ' || judged.fault,
      CASE WHEN judged.held_run_id IS NOT NULL THEN
        format('night %s is held by a guard: %s', judged.held_run_id, COALESCE(
          (SELECT runs.remedy FROM nightjar.runs WHERE runs.run_id = judged.held_run_id),
          format('nightjar show %s, then nightjar approve %s', judged.held_run_id, judged.held_run_id))) END,
      CASE WHEN judged.interrupted_run_id IS NOT NULL THEN
        format('night %s was interrupted at %s UTC%s: its process has ended; nightjar run %s',
          judged.interrupted_run_id,
          to_char(GREATEST(judged.started_at, judged.stage_since, judged.waits_since) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
          COALESCE(' or later, ' || judged.stage, ' or later'),
          judged.dataset)
      WHEN judged.last_outcome = 'failed' THEN
        format('night %s failed: %s', judged.last_run_id, COALESCE(judged.last_error, 'no reason was recorded'))
      END,
      CASE
        WHEN judged.last_outcome IS NULL AND judged.unfinished_run_id IS NULL THEN
          'no night has run yet: nightjar check, then nightjar run ' || judged.dataset
        WHEN judged.last_success IS NULL AND judged.last_outcome IS DISTINCT FROM 'failed'
          AND judged.held_run_id IS NULL AND judged.interrupted_run_id IS NULL THEN 'no night has succeeded yet'
      END,
      CASE WHEN judged.late IS NOT NULL THEN
        format('late: due since %s UTC', to_char(judged.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'))
          || COALESCE(', and ' || judged.unattended || ': systemctl status nightjard', '') END,
      'stale: ' || judged.stale
    ], NULL) AS troubles,
    CASE
      WHEN judged.awaited IS NULL AND judged.usually_done_at > CURRENT_TIMESTAMP THEN judged.usually_done_at
    END AS done_at
  FROM judged
)
SELECT
  told.dataset,
  told.last_success,
  CURRENT_TIMESTAMP - told.last_success,
  told.due_at,
  told.late,
  told.last_outcome,
  told.last_error,
  told.held_run_id,
  CASE WHEN told.unconfigured_since IS NULL THEN
    told.troubles = '{}' AND told.last_outcome IN ('loaded', 'unchanged') END,
  CASE
    WHEN told.unconfigured_since IS NOT NULL THEN 'no longer configured'
    WHEN told.troubles <> '{}' THEN array_to_string(told.troubles, '; ')
    ELSE 'fresh'
  END,
  CASE WHEN told.is_running THEN told.unfinished_run_id END,
  CASE WHEN told.is_running THEN told.done_at END,
  CASE WHEN told.is_attended AND NOT told.is_running THEN told.next_attempt_at END,
  CASE WHEN told.is_attended THEN told.next_attempt_why END,
  CASE
    WHEN told.is_running AND told.awaited IS NOT NULL THEN format('night %s waits since %s UTC for %s',
      told.unfinished_run_id,
      to_char(COALESCE(told.awaited_since, told.stage_since, told.started_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
      told.awaited)
    WHEN told.is_running THEN format('night %s is under way%s%s',
      told.unfinished_run_id,
      COALESCE(', ' || told.stage || to_char(told.stage_since AT TIME ZONE 'UTC', '" since "YYYY-MM-DD HH24:MI" UTC"'), ''),
      COALESCE(to_char(told.done_at AT TIME ZONE 'UTC', '", probably done at "YYYY-MM-DD HH24:MI" UTC"'), ''))
    WHEN told.is_attended AND told.next_attempt_at IS NOT NULL THEN format('next attempt at %s UTC: %s',
      to_char(told.next_attempt_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), told.next_attempt_why)
  END,
  told.awaited,
  told.awaited_since,
  told.interrupted_run_id,
  told.stale,
  told.daemon_seen_at,
  told.unattended,
  told.configured
FROM told
$$;
COMMENT ON FUNCTION nightjar.judge(jsonb) IS
  'Every known dataset, and whether it is fresh and healthy by these schedules: an array of objects with the columns of nightjar.datasets.';

CREATE OR REPLACE VIEW nightjar.health AS
SELECT
  judged.dataset,
  judged.last_success,
  judged.age,
  judged.due_at,
  judged.late,
  judged.last_outcome,
  judged.last_error,
  judged.held_run_id,
  judged.healthy,
  judged.reason,
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
FROM nightjar.judge((SELECT COALESCE(jsonb_agg(to_jsonb(noted)), '[]') FROM nightjar.datasets AS noted)) AS judged;
COMMENT ON VIEW nightjar.health IS 'One row per dataset: is it fresh and healthy, and if not, why.';
COMMENT ON COLUMN nightjar.health.dataset IS 'The dataset: configured, or with nights in the ledger.';
COMMENT ON COLUMN nightjar.health.last_success IS 'When the last loaded or unchanged night ended.';
COMMENT ON COLUMN nightjar.health.age IS 'Time since then.';
COMMENT ON COLUMN nightjar.health.due_at IS 'When the next night, or the first one that has not succeeded yet, is due; null without a schedule.';
COMMENT ON COLUMN nightjar.health.late IS 'Time since it was due, if that exceeds the tolerance; null while it is on time.';
COMMENT ON COLUMN nightjar.health.last_outcome IS 'How the newest finished night ended.';
COMMENT ON COLUMN nightjar.health.last_error IS 'Why it failed or is held; null otherwise.';
COMMENT ON COLUMN nightjar.health.held_run_id IS 'The newest held night after the last success, for nightjar approve.';
COMMENT ON COLUMN nightjar.health.healthy IS
  'True if the newest finished night succeeded, none is held or was interrupted after it, and the dataset is neither late nor stale. Null if it is no longer configured.';
COMMENT ON COLUMN nightjar.health.reason IS 'Why it is healthy or not, in one line.';
COMMENT ON COLUMN nightjar.health.running_run_id IS 'The running night; null if there is none.';
COMMENT ON COLUMN nightjar.health.done_at IS
  'When it will probably be done, by the median duration of the last ten nights that loaded something; null if none is running, while it waits, and if it takes longer than that.';
COMMENT ON COLUMN nightjar.health.next_attempt_at IS 'When the daemon will start the next night; null if no daemon is running.';
COMMENT ON COLUMN nightjar.health.next_attempt_why IS 'The reason for that time, or for the running night.';
COMMENT ON COLUMN nightjar.health.activity IS
  'The current activity, in one line: the stage of the running night or what it waits for, or when the next one starts. Null if there is none.';
COMMENT ON COLUMN nightjar.health.waits_for IS 'What the running night waits for, at the source or in this database; null while it makes progress.';
COMMENT ON COLUMN nightjar.health.waits_since IS 'Since when it waits for that.';
COMMENT ON COLUMN nightjar.health.interrupted_run_id IS
  'A night whose process ended unexpectedly; the next night of the dataset closes it as failed.';
COMMENT ON COLUMN nightjar.health.stale IS
  'Which feeds are stale by stale_after, and why: the newest file is too old, or no night has changed anything for that long. Null if none is.';
COMMENT ON COLUMN nightjar.health.daemon_seen_at IS 'When a daemon last checked its schedule.';
COMMENT ON COLUMN nightjar.health.unattended IS
  'Set if it has a schedule that no daemon has checked for a quarter of an hour: since when. Null otherwise.';
