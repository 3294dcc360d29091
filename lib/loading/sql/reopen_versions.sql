-- Takes back the closing of versions whose staged record lost to an earlier one of its key. $1: the
-- ordinals of those records; $2: the night's run.
DELETE FROM :past AS known
USING :staging AS staged
WHERE staged.record = ANY ($1::bigint[])
  AND known.run_id = $2::bigint
  AND :same_key
