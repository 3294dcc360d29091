-- Takes staged records back that lost to an earlier record of their key. $1: their ordinals.
DELETE FROM :staging
WHERE record = ANY ($1::bigint[])
