-- The settings of a night's sessions, each with its reason.
-- A night looks up a few per cent of a table by key, in an index that is mostly in memory. At the
-- default of 4 the planner reads the whole table instead, eight times slower.
SET random_page_cost = 1.1;
-- What a night hashes and sorts, a batch or the ids of rows that are gone, fits into this.
SET work_mem = '64MB';
-- Its statements run once each, over rows rather than expressions: compiling them takes longer than
-- it saves.
SET jit = off;
