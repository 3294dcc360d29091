-- The files of a dataset's newest night and the counts of their records, for a night with the same
-- files; no row if that night was approved by a person. $1: the dataset.
WITH newest AS (
  SELECT run_id, feeds, approved_by
  FROM nightjar.runs
  WHERE dataset = $1
    AND outcome IN ('loaded', 'unchanged')
  ORDER BY as_of DESC
  LIMIT 1
),
counted AS (
  SELECT
    dumps.feed,
    dumps.part,
    dumps.sha256,
    COALESCE(dumps.member, '') AS member,
    newest.feeds -> split_part(dumps.feed, '.', 2) AS counts
  FROM newest
  JOIN nightjar.dumps AS dumps ON dumps.run_id = newest.run_id
  WHERE newest.approved_by IS NULL
)
SELECT
  feed,
  sha256,
  member,
  COALESCE((counts ->> 'read')::bigint, 0) AS read,
  COALESCE((counts ->> 'duplicates')::bigint, 0) AS duplicates,
  COALESCE((counts ->> 'rejected')::bigint, 0) AS rejected,
  COALESCE((counts ->> 'blank')::bigint, 0)
    + COALESCE((counts ->> 'repeated_headers')::bigint, 0)
    + COALESCE((counts ->> 'byte_order_marks')::bigint, 0) AS passed_over
FROM counted
WHERE counts IS NOT NULL
ORDER BY feed, part
