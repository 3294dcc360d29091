-- Takes an exclusive lock on a table for this transaction if nobody uses it. $1: the schema; $2: the
-- table.
SELECT nightjar.lock_at_once(format('%I.%I', $1::text, $2::text)::regclass) AS is_locked
