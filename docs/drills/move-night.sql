-- Gives a night that was loaded with a wrong instant the right one, in all that it wrote:
--   psql nightjar -v run=7 -v as_of='2026-11-27 02:00:00+00' -f docs/drills/move-night.sql
-- All or nothing, as the owner of the tables or a member of nightjar_loader. The right instant must
-- have come already, and stay between those of the dataset's nights before and after. Of several
-- wrong nights the earliest goes first. docs/operations.md, "A night from the future", tells more.
\set ON_ERROR_STOP on
\set QUIET on

BEGIN;

CREATE FUNCTION pg_temp.move_night(moved_run bigint, right_instant timestamptz) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
  night record;
  neighbour record;
  feed record;
  versions bigint := 0;
  touched bigint;
BEGIN
  SELECT dataset, as_of, outcome INTO night FROM nightjar.runs WHERE run_id = moved_run;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no run %', moved_run;
  END IF;
  IF night.outcome NOT IN ('loaded', 'unchanged') THEN
    RAISE EXCEPTION 'run % changed nothing: it is %', moved_run, night.outcome;
  END IF;
  -- The right to load the dataset, until this transaction ends.
  IF NOT pg_try_advisory_xact_lock(hashtextextended('nightjar dataset ' || night.dataset, 0)) THEN
    RAISE EXCEPTION 'a night of % is under way', night.dataset USING HINT = 'Wait until it has ended.';
  END IF;
  IF right_instant > clock_timestamp() THEN
    RAISE EXCEPTION '% has not come yet', right_instant;
  END IF;

  SELECT run_id, as_of INTO neighbour
  FROM nightjar.runs
  WHERE dataset = night.dataset AND outcome IN ('loaded', 'unchanged') AND as_of < night.as_of
  ORDER BY as_of DESC
  LIMIT 1;
  IF FOUND AND right_instant <= neighbour.as_of THEN
    RAISE EXCEPTION '% is not later than the night before it', right_instant
      USING DETAIL = format('Run %s is valid from %s.', neighbour.run_id, neighbour.as_of);
  END IF;
  SELECT run_id, as_of INTO neighbour
  FROM nightjar.runs
  WHERE dataset = night.dataset AND outcome IN ('loaded', 'unchanged') AND as_of > night.as_of
  ORDER BY as_of
  LIMIT 1;
  IF FOUND AND right_instant >= neighbour.as_of THEN
    RAISE EXCEPTION '% is not earlier than the night after it', right_instant
      USING DETAIL = format('Run %s is valid from %s.', neighbour.run_id, neighbour.as_of);
  END IF;

  -- No two nights of a dataset have one instant, so that it tells what this night wrote.
  FOR feed IN
    SELECT
      format('%I.%I', split_part(f.feed, '.', 1), split_part(f.feed, '.', 2)) AS newest,
      format('%I.%I', split_part(f.feed, '.', 1), split_part(f.feed, '.', 2) || '_past') AS past
    FROM nightjar.feeds AS f
    WHERE f.dataset = night.dataset
    ORDER BY f.feed
  LOOP
    EXECUTE format(
      'UPDATE %s SET
         valid_from = CASE WHEN valid_from = $1 THEN $2 ELSE valid_from END,
         deleted_at = CASE WHEN deleted_at = $1 THEN $2 ELSE deleted_at END
       WHERE valid_from = $1 OR deleted_at = $1', feed.newest)
    USING night.as_of, right_instant;
    GET DIAGNOSTICS touched = ROW_COUNT;
    versions := versions + touched;
    EXECUTE format(
      'UPDATE %s SET
         valid_from = CASE WHEN valid_from = $1 THEN $2 ELSE valid_from END,
         valid_to = CASE WHEN valid_to = $1 THEN $2 ELSE valid_to END
       WHERE valid_from = $1 OR valid_to = $1', feed.past)
    USING night.as_of, right_instant;
    GET DIAGNOSTICS touched = ROW_COUNT;
    versions := versions + touched;
  END LOOP;

  UPDATE nightjar.runs SET as_of = right_instant WHERE run_id = moved_run;
  RETURN format('run %s of %s is valid from %s now, not from %s; %s versions went along',
    moved_run, night.dataset, right_instant, night.as_of, versions);
END
$$;

SELECT pg_temp.move_night(:'run', :'as_of');

COMMIT;
