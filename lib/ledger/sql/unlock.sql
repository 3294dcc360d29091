-- Releases the right to load a dataset. $1: the dataset.
SELECT pg_advisory_unlock(hashtextextended('nightjar dataset ' || $1, 0))
