-- The versions that this night will replace, until the night is judged. The table lives as long as the
-- night's transaction, and nothing of it remains if the night does not commit.
CREATE TEMP TABLE :closed (LIKE :past) ON COMMIT DROP
