-- Why a night rejected records, how many for each reason, and the first of them. $1: the run.
SELECT reasons.feed, reasons.reason, reasons.times, first.line, first.position, first.detail
FROM (
  SELECT feed, reason, count(*) AS times, min(position) AS position
  FROM nightjar.rejects
  WHERE run_id = $1::bigint
  GROUP BY feed, reason
) AS reasons
LEFT JOIN LATERAL (
  SELECT rejects.line, rejects.position, rejects.detail
  FROM nightjar.rejects AS rejects
  WHERE rejects.run_id = $1::bigint
    AND rejects.feed = reasons.feed
    AND rejects.reason = reasons.reason
    AND rejects.position = reasons.position
  LIMIT 1
) AS first ON true
ORDER BY reasons.feed, reasons.times DESC, reasons.reason
