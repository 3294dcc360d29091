-- Takes the right to load a dataset, at most for as long as this session lives. $1: the dataset.
SELECT pg_try_advisory_lock(hashtextextended('nightjar dataset ' || $1, 0))
