-- The held nights that can still be approved: no later one of their dataset has overtaken them.
SELECT held.run_id
FROM nightjar.runs AS held
WHERE held.outcome = 'held'
  AND NOT EXISTS (
    SELECT FROM nightjar.runs AS later
    WHERE later.dataset = held.dataset
      AND later.run_id > held.run_id
      AND later.outcome IN ('loaded', 'unchanged', 'held')
  )
ORDER BY held.run_id
