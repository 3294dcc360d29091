-- Takes the right to load a dataset, at most for the life of this session. $1: the dataset.
SELECT pg_try_advisory_lock(hashtextextended('nightjar dataset ' || $1, 0))
