-- Nights never queue for a table: whoever waits for a lock that excludes readers has all readers who come
-- after him wait, too, and two who wait for each other end in one of them being ended.

CREATE OR REPLACE FUNCTION nightjar.lock_at_once(relation regclass)
RETURNS boolean
LANGUAGE plpgsql
AS $$
BEGIN
  FOR attempt IN 1 .. 10 LOOP
    BEGIN
      EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE NOWAIT', relation);
      RETURN true;
    EXCEPTION
      WHEN lock_not_available THEN
        PERFORM pg_sleep(0.1);
    END;
  END LOOP;
  RETURN false;
END
$$;
COMMENT ON FUNCTION nightjar.lock_at_once(regclass) IS
  'Takes an exclusive lock on a table for this transaction, if at some instant within a second nobody uses it; returns whether it did. It never queues for the lock, so it blocks nobody while it tries.';
