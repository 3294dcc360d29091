-- What the usual night did, as one JSON object in the words of Nightjar's own report.
SELECT json_build_object(
  'inserted', (SELECT count(*) FROM usual.reviews WHERE valid_from = night.at)
    - (SELECT count(*) FROM usual.reviews_past),
  'updated', (SELECT count(*) FROM usual.reviews_past),
  'deleted', (SELECT count(*) FROM usual.reviews WHERE deleted_at = night.at))
FROM (SELECT max(valid_from) AS at FROM usual.reviews) AS night;
