-- Schema reports: figures over the films of tmdb, each with the newest version known of it. Films that the
-- vendor deleted still count, so everything here reads S.T, not S.T_live. The views read what nights keep
-- in schema summaries; while that lags behind, which no night leaves it at, they compute from the tables.
-- The functions that compute declare a cost of one so that a query plans for what is the case.

CREATE SCHEMA IF NOT EXISTS reports;
COMMENT ON SCHEMA reports IS
  'Reports on the films of tmdb, deleted ones included (the views in schema tmdb show live ones only). A film''s year is that of its release date; films without one are left out.';
