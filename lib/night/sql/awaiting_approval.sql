-- The held nights that can still be approved: no later one of their dataset has been loaded.
SELECT held.run_id
FROM nightjar.runs AS held
WHERE held.outcome = 'held'
  AND NOT EXISTS (
    SELECT FROM nightjar.runs AS later
    WHERE later.dataset = held.dataset
      AND later.outcome IN ('loaded', 'unchanged')
      AND later.as_of >= held.as_of
  )
ORDER BY held.run_id
