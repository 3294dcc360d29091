-- The last night after a held one that prevents its approval. $1: the dataset; $2: the held night.
SELECT run_id
FROM nightjar.runs
WHERE dataset = $1
  AND run_id > $2::bigint
  AND outcome IN ('loaded', 'unchanged', 'held')
ORDER BY run_id DESC
LIMIT 1
