-- Leaves in staging what the night is going to write and nothing else: without the spoiled records,
-- those that say nothing new, and those that lost to an earlier record of their key. $1: the
-- ordinals of the latter.
DELETE FROM :staging
WHERE spoiled
  OR (known_live AND known_fingerprint = value_fingerprint)
  OR record = ANY ($1::bigint[])
