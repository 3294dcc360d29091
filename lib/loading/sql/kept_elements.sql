-- Finds the live rows of the records of a batch that do not fit. Of such a record of a child feed only
-- its part of the key is known: all rows with these values are listed by it, and stay as they are.
COPY (
  SELECT staged.record, staged.spoiled, known.row_id, known.value_fingerprint, true AS known_live
  FROM :incoming AS staged
  JOIN :table AS known ON :same_parent
  WHERE staged.spoiled
    AND :is_parent
    AND known.deleted_at IS NULL
) TO STDOUT (FORMAT binary)
