-- What a night did to each feed, from the reports of the two runs. A record that stood in the file
-- twice with the same values is counted once: it is what the other counts leave of the records.
WITH feeds AS (
  SELECT place,
         run ->> 'dataset' || '.' || feed.name AS feed,
         counts.*
  FROM (VALUES (1, :'vendor'::jsonb), (2, :'app'::jsonb)) AS report (place, run)
  CROSS JOIN LATERAL jsonb_each(run -> 'feeds') AS feed (name, counts)
  CROSS JOIN LATERAL jsonb_to_record(feed.counts) AS counts (
    read bigint, inserted bigint, updated bigint, deleted bigint, restored bigint, unchanged bigint,
    rejected bigint)
)
SELECT feed      AS "feed",
       read      AS "records",
       inserted  AS "new",
       updated   AS "changed",
       restored  AS "back",
       unchanged AS "untouched",
       read - inserted - updated - restored - unchanged - rejected AS "twice",
       rejected  AS "rejected",
       deleted   AS "deleted"
FROM feeds
ORDER BY place, feed;
