-- Finds the rows with the keys of a batch's records, and returns them. This is the night's only join by
-- key: everything after it uses row ids. While the rows are in memory it copies the versions that this
-- night will replace, and writes to staging what the night will publish: without rejected records and
-- unchanged ones.
-- The probable row is tried first. Records come in the order of the dump, and rows are mostly stored in
-- that order: by row id the same pages are read one after the other, by key random pages of a large
-- index.
-- The result of a query has at most 1664 columns: the rows found come with the table's columns or with
-- the record's, but not with both.
-- A live version ends at :as_of, a deleted one has ended when it was deleted.
COPY (
  WITH found AS MATERIALIZED (
    SELECT
      staged.record,
      staged.spoiled,
      known.row_id AS known_row_id,
      known.value_fingerprint AS known_fingerprint,
      known.deleted_at IS NULL AS known_live,
      NOT staged.spoiled
        AND known.row_id IS NOT NULL
        AND (known.deleted_at IS NOT NULL OR known.value_fingerprint <> staged.value_fingerprint) AS replaces,
      :known_columns_as_before,
      known.valid_from AS "before from",
      COALESCE(known.deleted_at, :as_of::timestamptz) AS "before to"
    FROM :incoming AS staged
    LEFT JOIN LATERAL (
      SELECT :known_columns, known.row_id, known.value_fingerprint, known.valid_from, known.deleted_at
      FROM :table AS known
      WHERE known.row_id = staged.known_row_id
        AND :same_key
      UNION ALL
      SELECT :known_columns, known.row_id, known.value_fingerprint, known.valid_from, known.deleted_at
      FROM :table AS known
      WHERE :same_key
      LIMIT 1
    ) AS known ON true
  ),
  closed AS (
    INSERT INTO :closed (:columns, valid_from, valid_to, run_id)
    SELECT :before_columns, "before from", "before to", :run_id::bigint
    FROM found
    WHERE replaces
  ),
  passed_on AS (
    INSERT INTO :staging (:columns, record, spoiled, row_id, value_fingerprint, known_row_id)
    SELECT
      :staged_columns, staged.record, staged.spoiled, staged.row_id, staged.value_fingerprint, found.known_row_id
    FROM found
    JOIN :incoming AS staged ON staged.record = found.record
    WHERE found.replaces
      OR (found.known_row_id IS NULL AND NOT found.spoiled)
  )
  SELECT record, spoiled, known_row_id, known_fingerprint, known_live
  FROM found
  WHERE known_row_id IS NOT NULL
) TO STDOUT (FORMAT binary)
