-- What a night did to each feed, from the reports of the two runs.
SELECT run ->> 'dataset' || '.' || feed.name AS "feed",
       (feed.counts ->> 'read')::bigint      AS "records",
       (feed.counts ->> 'inserted')::bigint  AS "new",
       (feed.counts ->> 'updated')::bigint   AS "changed",
       (feed.counts ->> 'deleted')::bigint   AS "deleted",
       (feed.counts ->> 'restored')::bigint  AS "back",
       (feed.counts ->> 'unchanged')::bigint AS "untouched",
       (feed.counts ->> 'rejected')::bigint  AS "rejected"
FROM (VALUES (1, :'vendor'::jsonb), (2, :'app'::jsonb)) AS report (place, run)
CROSS JOIN LATERAL jsonb_each(run -> 'feeds') AS feed (name, counts)
ORDER BY place, feed.name;
