-- Marks datasets that are no longer configured. $1: the configured ones.
INSERT INTO nightjar.datasets (dataset, unconfigured_since)
SELECT known.dataset, clock_timestamp()
FROM (
  SELECT datasets.dataset FROM nightjar.datasets
  UNION
  SELECT runs.dataset FROM nightjar.runs
) AS known
WHERE known.dataset <> ALL ($1::text[])
ON CONFLICT (dataset) DO UPDATE
SET unconfigured_since = COALESCE(datasets.unconfigured_since, EXCLUDED.unconfigured_since)
