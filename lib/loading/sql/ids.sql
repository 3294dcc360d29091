-- Where row ids, or ordinals of records, arrive for a statement of the night.
CREATE TEMP TABLE :ids (id bigint NOT NULL) ON COMMIT DROP
