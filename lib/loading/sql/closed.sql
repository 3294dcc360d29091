-- Where the versions that tonight's will replace wait until the night is judged. It lives as long as the
-- night's transaction, and a night that comes to nothing leaves nothing of it.
CREATE TEMP TABLE :closed (LIKE :past) ON COMMIT DROP
