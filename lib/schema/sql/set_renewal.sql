-- $1: the module; $2: whether its views and functions have to be renewed.
UPDATE nightjar.modules
SET needs_renewal = $2::boolean
WHERE module = $1
