-- Whether a night of the dataset is running, or was when its process died. $1: the dataset.
SELECT EXISTS (
  SELECT FROM nightjar.runs
  WHERE dataset = $1
    AND outcome = 'running'
)
