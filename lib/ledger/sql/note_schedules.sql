-- Records the configuration of datasets. $1: an array of objects, in the format of nightjar.judge().
INSERT INTO nightjar.datasets
  (dataset, due_at, dues, period, late_after, fault, stale_after, updated_at)
SELECT note.dataset, note.due_at, note.dues, note.period, note.late_after, note.fault, note.stale_after, clock_timestamp()
FROM jsonb_to_recordset($1::jsonb) AS note (
  dataset text,
  due_at timestamptz,
  dues timestamptz[],
  period interval,
  late_after interval,
  fault text,
  stale_after jsonb
)
ON CONFLICT (dataset) DO UPDATE
SET
  due_at = EXCLUDED.due_at,
  dues = EXCLUDED.dues,
  period = EXCLUDED.period,
  late_after = EXCLUDED.late_after,
  fault = EXCLUDED.fault,
  stale_after = EXCLUDED.stale_after,
  updated_at = EXCLUDED.updated_at,
  unconfigured_since = NULL
