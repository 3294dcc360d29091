-- Whether a night has left data in staging, including dead rows. $1: the schema; $2: the table.
SELECT
  EXISTS (SELECT 1 FROM :staging)
  OR pg_relation_size(format('%I.%I', $1::text, $2 || '_staging')::regclass) > 0 AS has_staged
