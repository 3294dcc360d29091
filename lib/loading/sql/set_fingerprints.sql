-- Sets fingerprints that differ under the feed's new definition. $1: row ids; $2: the fingerprints, in
-- the same order.
UPDATE :table AS known
SET value_fingerprint = fresh.value_fingerprint
FROM unnest($1::bigint[], $2::uuid[]) AS fresh (row_id, value_fingerprint)
WHERE known.row_id = fresh.row_id
