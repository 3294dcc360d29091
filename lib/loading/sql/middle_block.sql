-- The block in the middle of a table. $1: the schema; $2: the table.
SELECT pg_relation_size(format('%I.%I', $1::text, $2::text)::regclass)
  / current_setting('block_size')::bigint / 2 AS middle_block
