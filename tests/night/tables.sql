-- The feeds that the tests of whole nights load: one with a key of one column and one with a key of
-- two, each with a column of every type.

CREATE SCHEMA shop;

CREATE TABLE shop.singles (
  code text COLLATE "C" NOT NULL,
  note text,
  second_note text,
  amount bigint,
  ratio double precision,
  price numeric,
  is_open boolean,
  on_day date,
  at_time timestamptz,
  tags text[],
  extra jsonb,
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  CONSTRAINT singles_pkey PRIMARY KEY (code)
);

CREATE TABLE shop.pairs (
  left_code text COLLATE "C" NOT NULL,
  right_code text COLLATE "C" NOT NULL,
  note text,
  second_note text,
  amount bigint,
  ratio double precision,
  price numeric,
  is_open boolean,
  on_day date,
  at_time timestamptz,
  tags text[],
  extra jsonb,
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  CONSTRAINT pairs_pkey PRIMARY KEY (left_code, right_code)
);

-- Keys that are no text.
CREATE TABLE shop.events (
  number bigint NOT NULL,
  at_time timestamptz NOT NULL,
  price numeric NOT NULL,
  on_day date NOT NULL,
  is_open boolean NOT NULL,
  note text,
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  CONSTRAINT events_pkey PRIMARY KEY (number, at_time, price, on_day, is_open)
);
