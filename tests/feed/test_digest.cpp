#include "feed/fingerprinter.hpp"
#include "support/catch.hpp"

using nightjar::feed::Column;
using nightjar::feed::ColumnType;
using nightjar::feed::Definition;
using nightjar::feed::digest_of;
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
  SECTION("the forms of a date") { changed.date_formats = {"MM/DD/YYYY"}; }
  SECTION("the order of these forms") {
    changed.date_formats = {"MM/DD/YYYY", "DD/MM/YYYY"};
    Column other = plain;
    other.date_formats = {"DD/MM/YYYY", "MM/DD/YYYY"};
    CHECK(digest_of(feed_of(changed)) != digest_of(feed_of(other)));
  }
  SECTION("the notation") { changed.notation = Notation::python; }
  SECTION("what is passed over") { changed.null_if = {"MM/DD/YYYY"}; }
  SECTION("the type") { changed.type = ColumnType::text; }
  SECTION("the source") { changed.source = "release_date"; }
  CHECK(digest != digest_of(feed_of(changed)));
}

TEST_CASE("A digest distinguishes a pattern of a date from a null value") {
  Column form{"released", ColumnType::date, "released", {}, Notation::standard, {"D/M/YYYY"}};
  Column except{"released", ColumnType::date, "released", {"D/M/YYYY"}, Notation::standard, {}};
  CHECK(digest_of(feed_of(form)) != digest_of(feed_of(except)));
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
