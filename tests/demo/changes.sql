-- What a night did to each feed, from the reports of the two runs, in the words of the ledger.
SELECT report.run ->> 'dataset' || '.' || feed.name AS feed,
       counts.*
FROM (VALUES (1, :'vendor'::jsonb), (2, :'app'::jsonb)) AS report (place, run)
CROSS JOIN LATERAL jsonb_each(report.run -> 'feeds') AS feed (name, counts)
CROSS JOIN LATERAL jsonb_to_record(feed.counts) AS counts (
  read bigint, inserted bigint, updated bigint, deleted bigint, restored bigint, unchanged bigint,
  duplicates bigint, rejected bigint)
ORDER BY report.place, feed.name;
