-- The judgements of the guards on a night. $1: the run.
SELECT
  guard.judgement ->> 'feed' AS feed,
  guard.judgement ->> 'guard' AS guard,
  guard.judgement ->> 'found' AS found,
  guard.judgement ->> 'limit' AS "limit",
  (guard.judgement ->> 'holds')::boolean AS holds
FROM nightjar.runs AS runs
CROSS JOIN LATERAL jsonb_array_elements(runs.guards) WITH ORDINALITY AS guard (judgement, place)
WHERE runs.run_id = $1::bigint
ORDER BY guard.place
