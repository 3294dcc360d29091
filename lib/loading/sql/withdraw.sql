-- Takes those records out of staging, too, which then holds what the night is going to write and nothing
-- else.
DELETE FROM :staging AS staged
USING :lost AS lost
WHERE staged.record = lost.id
