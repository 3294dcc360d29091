-- Which feeds of a dataset are stale, and why; no row if none is. $1: the dataset.
SELECT health.stale
FROM nightjar.health AS health
WHERE health.dataset = $1
  AND health.stale IS NOT NULL
