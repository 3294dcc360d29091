-- Takes those records out of staging, too, which then holds what the night is going to write and nothing
-- else. $1: their ordinals.
DELETE FROM :staging
WHERE record = ANY ($1::bigint[])
