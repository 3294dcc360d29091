#include <string>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "night/refusal.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::parse_instant;
using nightjar::feed::Definition;
using nightjar::ledger::Outcome;
using nightjar::ledger::Refusal;
using nightjar::night::Dumps;
using nightjar::night::FileAtSource;
using nightjar::night::RefusedBefore;

namespace {

const auto noon = parse_instant("2022-01-01T12:00:00Z");

Definition feed(const std::string& table) {
  Definition definition;
  definition.schema = "shop";
  definition.table = table;
  return definition;
}

/// Two feeds, refused with the files a.csv and aa.csv.
struct Shop {
  Definition books = feed("books");
  Definition authors = feed("authors");
  Refusal refusal{7,
                  5,
                  Outcome::held,
                  "too many deletions",
                  {{"shop.books", "", "aa.csv", 10, noon, "sha of aa"},
                   {"shop.authors", "", "a.csv", 20, noon, "sha of a"}}};

  [[nodiscard]] std::vector<FileAtSource> files() const {
    return {{&books, "aa.csv", 10, noon}, {&authors, "a.csv", 20, noon}};
  }
  [[nodiscard]] Dumps dumps() const {
    Dumps dumps;
    dumps.of_feeds = {{&books, {{.name = "aa.csv", .sha256 = "sha of aa"}}},
                      {&authors, {{.name = "a.csv", .sha256 = "sha of a"}}}};
    return dumps;
  }
};

}  // namespace

TEST_CASE("The files that are waited for are named, each once") {
  Shop shop;
  CHECK_THAT(RefusedBefore(shop.refusal, "shop").what(), Contains("another aa.csv, a.csv)"));
  shop.refusal.files[1].name = "aa.csv";  // a zip that feeds share
  CHECK_THAT(RefusedBefore(shop.refusal, "shop").what(), Contains("another aa.csv)"));
}

TEST_CASE("A refusal before tells the night and what became of it") {
  const Shop shop;
  const RefusedBefore before(shop.refusal, "shop");
  CHECK(before.run_id() == 7);
  CHECK(before.outcome() == Outcome::held);
  CHECK_THAT(before.what(), Contains("run 7") && Contains("too many deletions"));
  CHECK_THAT(before.remedy(), Contains("nightjar run shop --again"));
}

TEST_CASE("The same files are those with the same names, sizes and times") {
  const Shop shop;
  CHECK(has_files(shop.refusal, shop.files()));
  auto files = shop.files();
  SECTION("another name") { files[0].name = "b.csv"; }
  SECTION("another size") { files[0].bytes = 11; }
  SECTION("another time") { files[0].modified = parse_instant("2022-01-02T12:00:00Z"); }
  SECTION("no time") { files[0].modified.reset(); }
  SECTION("fewer files") { files.pop_back(); }
  SECTION("another feed") {
    files[0].definition = files[1].definition;
    files[1].bytes = 10;
  }
  CHECK_FALSE(has_files(shop.refusal, files));
}

TEST_CASE("The same bytes are those with the same digests") {
  const Shop shop;
  CHECK(has_bytes(shop.refusal, shop.dumps()));
  auto dumps = shop.dumps();
  SECTION("another digest") { dumps.of_feeds[0].files[0].sha256 = "sha of b"; }
  SECTION("an unknown digest") { dumps.of_feeds[0].files[0].sha256.clear(); }
  SECTION("a missing file") { dumps.missing.push_back(&shop.books); }
  SECTION("a missing part") { dumps.of_feeds[0].missing = {"ab.csv"}; }
  SECTION("one more part") { dumps.of_feeds[0].files.push_back({.sha256 = "sha of b"}); }
  SECTION("fewer files") { dumps.of_feeds.pop_back(); }
  CHECK_FALSE(has_bytes(shop.refusal, dumps));
}

TEST_CASE("The same bytes in other parts are not the same dump") {
  Shop shop;
  shop.refusal.files.push_back({"shop.authors", "", "b.csv", 30, noon, "sha of b", 2});
  auto dumps = shop.dumps();
  dumps.of_feeds[1].files = {{.sha256 = "sha of a"}, {.sha256 = "sha of b"}};
  CHECK(has_bytes(shop.refusal, dumps));
  std::swap(dumps.of_feeds[1].files[0], dumps.of_feeds[1].files[1]);
  CHECK_FALSE(has_bytes(shop.refusal, dumps));
}
