#include "schema/scaffold.hpp"
#include "support/catch.hpp"

using nightjar::feed::ColumnType;
using nightjar::feed::Dataset;
using nightjar::feed::Definition;

TEST_CASE("A scaffold is the migration that an engineer would write") {
  Definition feed;
  feed.schema = "vendor";
  feed.table = "films";
  feed.description = "One row per film; it's by title.";
  feed.columns.resize(3);
  feed.columns[0].name = "title";
  feed.columns[1].name = "shown_at";
  feed.columns[1].type = ColumnType::timestamptz;
  feed.columns[2].name = "order";
  feed.columns[2].type = ColumnType::integer;
  feed.key = {0};
  Dataset dataset;
  dataset.name = "vendor";
  CHECK(
      nightjar::schema::scaffold(dataset, feed) ==
      R"(-- The dataset has no module that this could be saved in. Fill in the comments, have it reviewed, and
-- run it with psql; `nightjar migrate` then creates the table's history and its views.

CREATE SCHEMA IF NOT EXISTS vendor;
COMMENT ON SCHEMA vendor IS 'Fill in: whose data this is.';

CREATE TABLE vendor.films (
  title text COLLATE "C" NOT NULL,
  shown_at timestamptz,
  "order" bigint,
  valid_from timestamptz NOT NULL,
  deleted_at timestamptz,
  run_id bigint NOT NULL,
  row_id bigint NOT NULL,
  value_fingerprint uuid NOT NULL,
  CONSTRAINT films_pkey PRIMARY KEY (title)
);
COMMENT ON TABLE vendor.films IS 'One row per film; it''s by title.';
COMMENT ON COLUMN vendor.films.title IS 'Fill in: what it means, and its unit.';
COMMENT ON COLUMN vendor.films.shown_at IS 'Fill in: what it means, and its unit.';
COMMENT ON COLUMN vendor.films."order" IS 'Fill in: what it means, and its unit.';
)");
}
