-- Takes a table for this transaction alone if nobody is at it. $1: the schema; $2: the table.
SELECT nightjar.lock_at_once(format('%I.%I', $1::text, $2::text)::regclass) AS is_locked
