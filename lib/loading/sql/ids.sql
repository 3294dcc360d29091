-- Receives row ids, or ordinals of records, for a statement of the night.
CREATE TEMP TABLE :ids (id bigint NOT NULL) ON COMMIT DROP
