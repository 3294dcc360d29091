#include "feed/fingerprinter.hpp"
#include "support/catch.hpp"

using nightjar::feed::Column;
using nightjar::feed::ColumnType;
using nightjar::feed::Definition;
using nightjar::feed::digest_of;
using nightjar::feed::digest_of_bytes;
using nightjar::feed::Notation;

namespace {

Definition feed_of(Column column) {
  Definition feed;
  feed.schema = "tmdb";
  feed.table = "films";
  feed.columns = {{"id", ColumnType::integer, "id", {}, Notation::standard, {}}, std::move(column)};
  feed.key = {0};
  return feed;
}

}  // namespace

TEST_CASE("A digest changes with every setting that decides which values a record gives") {
  const Column plain{"released", ColumnType::date, "released", {}, Notation::standard, {}};
  const std::string digest = digest_of(feed_of(plain));
  CHECK(digest == digest_of(feed_of(plain)));
  Column changed = plain;
  SECTION("the forms of a date") { changed.patterns = {"MM/DD/YYYY"}; }
  SECTION("the order of these forms") {
    changed.patterns = {"MM/DD/YYYY", "DD/MM/YYYY"};
    Column other = plain;
    other.patterns = {"DD/MM/YYYY", "MM/DD/YYYY"};
    CHECK(digest_of(feed_of(changed)) != digest_of(feed_of(other)));
  }
  SECTION("the notation") { changed.notation = Notation::python; }
  SECTION("what is passed over") { changed.null_if = {"MM/DD/YYYY"}; }
  SECTION("the type") { changed.type = ColumnType::text; }
  SECTION("the source") { changed.source = "release_date"; }
  SECTION("its other names") { changed.other_headers = {"release_date"}; }
  SECTION("implied decimals") { changed.form.implied_decimals = 2; }
  SECTION("whether it may be missing") { changed.is_optional = true; }
  CHECK(digest != digest_of(feed_of(changed)));
}

TEST_CASE("A digest changes with where the records are") {
  const Column plain{"released", ColumnType::date, "released", {}, Notation::standard, {}};
  Definition feed = feed_of(plain);
  const std::string digest = digest_of(feed);
  feed.records = "";
  const std::string of_documents = digest_of(feed);
  CHECK(of_documents != digest);
  feed.records = "/data/*";
  CHECK(digest_of(feed) != digest);
  CHECK(digest_of(feed) != of_documents);
}

TEST_CASE("A digest changes with the length of records") {
  const Column plain{"released", ColumnType::date, "7-16", {}, Notation::standard, {}};
  Definition feed = feed_of(plain);
  feed.format = nightjar::feed::Format::fixed;
  const std::string digest = digest_of(feed);
  const std::string of_bytes = digest_of_bytes(feed, "1,2");
  CHECK(digest_of_bytes(feed, "1,2,3") == of_bytes);
  feed.record_length = 80;
  CHECK(digest_of(feed) != digest);
}

TEST_CASE("A digest distinguishes a pattern of a date from a null value") {
  Column form{"released", ColumnType::date, "released", {}, Notation::standard, {"D/M/YYYY"}};
  Column null_value{"released", ColumnType::date, "released", {"D/M/YYYY"}, Notation::standard, {}};
  CHECK(digest_of(feed_of(form)) != digest_of(feed_of(null_value)));
}

TEST_CASE("A digest does not change with limits, files and descriptions") {
  const Column plain{"released", ColumnType::date, "released", {}, Notation::standard, {}};
  Definition feed = feed_of(plain);
  const std::string digest = digest_of(feed);
  feed.description = "films";
  feed.file.alternatives = {"films_small.csv"};
  feed.guards.max_deleted_percent = 1;
  feed.max_record_bytes = 1000;
  CHECK(digest_of(feed) == digest);
}

// A table keeps fingerprints that were made under these digests: with another digest the next night
// could not use them.
TEST_CASE("The digests of definitions in use do not change from one version to the next") {
  using nightjar::feed::Format;
  using nightjar::feed::Kind;
  Definition csv;
  csv.format = Format::csv;
  csv.kind = Kind::append;
  csv.columns = {
      {"id", ColumnType::integer, "id", {"0"}, {}, {}},
      {"released", ColumnType::date, "released", {}, {}, {"M/D/YYYY"}},
      {"rated_at", ColumnType::timestamptz, "timestamp", {}, Notation::epoch_seconds, {}},
      {"genres", ColumnType::jsonb, "genres", {}, Notation::python, {}},
  };
  csv.key = {0};
  CHECK(digest_of(csv) == "ddd50fd1df22bc845bc7a1e65d2e76f2e4eb8b7eb9db5d122776c23e2388f562");
  CHECK(digest_of_bytes(csv, "id,released") ==
        "a966f0a3f5dd18c532efc6f47dc489513fc9e7e9b41f20bea9043ea3289dada5");

  Definition ndjson;
  ndjson.format = Format::ndjson;
  ndjson.kind = Kind::snapshot;
  ndjson.columns = {
      {"name", ColumnType::text, "/metadata/name", {}, {}, {}},
      {"labels", ColumnType::text_array, "/labels/*/label", {"", "end"}, {}, {}},
      {"price", ColumnType::numeric, "/price", {}, {}, {}},
      {"weight", ColumnType::real, "/weight", {}, {}, {}},
      {"paid", ColumnType::boolean, "/paid", {}, {}, {}},
  };
  ndjson.key = {0};
  CHECK(digest_of(ndjson) == "b885d76667aac32eaa2531f175badf69d5713d1d0b851668214cf8c7301c9f35");
  CHECK(digest_of_bytes(ndjson, "") ==
        "599bbb6360e392f81e3da4dbbc1f97b6405248a16f2254bbdcf26d658117e872");
}
