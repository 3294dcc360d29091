-- Why a night rejected records, how many for each reason, and the first of them. $1: the run.
SELECT reasons.feed, reasons.reason, reasons.times, first.line, first.position, first.detail, first.file
FROM (
  SELECT feed, reason, count(*) AS times
  FROM nightjar.rejects
  WHERE run_id = $1::bigint
  GROUP BY feed, reason
) AS reasons
LEFT JOIN LATERAL (
  SELECT rejects.line, rejects.position, rejects.detail, rejects.file
  FROM nightjar.rejects AS rejects
  LEFT JOIN nightjar.dumps AS dumps
    ON dumps.run_id = rejects.run_id
    AND dumps.feed = rejects.feed
    AND dumps.name = rejects.file
  WHERE rejects.run_id = $1::bigint
    AND rejects.feed = reasons.feed
    AND rejects.reason = reasons.reason
  ORDER BY dumps.part, rejects.position
  LIMIT 1
) AS first ON true
ORDER BY reasons.feed, reasons.times DESC, reasons.reason
