-- Whether a night of the dataset was ever loaded. $1: the dataset.
SELECT EXISTS (
  SELECT FROM nightjar.runs
  WHERE runs.dataset = $1 AND runs.outcome = 'loaded')
