-- Grants are brought up to date by nightjar.bring_grants_up_to_date() now.

DROP FUNCTION IF EXISTS nightjar.grant_to(text, text);
