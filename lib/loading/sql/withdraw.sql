-- Removes those records from staging too, which then has exactly what the night will write.
DELETE FROM :staging AS staged
USING :lost AS lost
WHERE staged.record = lost.id
