-- Undoes the closing of versions whose staged record lost to an earlier one of its key; :lost has the
-- ordinals of those records.
DELETE FROM :closed AS known
USING :staging AS staged, :lost AS lost
WHERE staged.record = lost.id
  AND :same_key
