-- Deletes the rejects of nights that ended before an instant, except for those of the newest nights of
-- each dataset: no night was loaded after them, or a person has not decided yet. $1: the instant.
DELETE FROM nightjar.rejects
USING nightjar.runs AS runs
WHERE runs.run_id = rejects.run_id
  AND runs.finished_at < $1::timestamptz
  AND EXISTS (
    SELECT FROM nightjar.runs AS later
    WHERE later.dataset = runs.dataset
      AND later.run_id > runs.run_id
      AND later.outcome IN ('loaded', 'unchanged')
  )
