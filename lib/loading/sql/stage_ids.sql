-- Receives them as rows: as a parameter, many millions would be longer than PostgreSQL accepts.
COPY :ids (id)
FROM STDIN (FORMAT binary)
