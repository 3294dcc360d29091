-- The held nights that can still be approved, by their names in the archive: no later night of their
-- dataset has overtaken them.
SELECT COALESCE(held.night_id::text, held.run_id::text) AS night
FROM nightjar.runs AS held
WHERE held.outcome = 'held'
  AND NOT EXISTS (
    SELECT FROM nightjar.runs AS later
    WHERE later.dataset = held.dataset
      AND later.run_id > held.run_id
      AND later.outcome IN ('loaded', 'unchanged', 'held')
  )
ORDER BY held.run_id
