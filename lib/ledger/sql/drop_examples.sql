-- Deletes the examples of nights that can no longer be decided: those that were loaded, and those that a
-- later night of their dataset has overtaken, unless that one had the same bytes.
DELETE FROM nightjar.examples
USING nightjar.runs AS runs
WHERE runs.run_id = examples.run_id
  AND runs.outcome <> 'running'
  AND NOT EXISTS (
    SELECT FROM nightjar.runs AS held
    WHERE runs.run_id IN (held.run_id, held.same_as_run_id)
      AND held.outcome = 'held'
      AND NOT EXISTS (
        SELECT FROM nightjar.runs AS later
        WHERE later.dataset = held.dataset
          AND later.run_id > held.run_id
          AND later.outcome IN ('loaded', 'unchanged', 'held')
      )
  )
