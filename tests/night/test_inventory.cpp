#include <string>
#include <vector>

#include "night/inventory.hpp"
#include "support/catch.hpp"

using nightjar::feed::Dataset;
using nightjar::feed::Definition;
using nightjar::night::readers_of;
using Names = std::vector<std::string>;

namespace {

Definition feed(const std::string& table, const std::string& file, const Names& alternatives) {
  Definition definition;
  definition.schema = "shop";
  definition.table = table;
  definition.file.name = file;
  definition.file.alternatives = alternatives;
  return definition;
}

}  // namespace

TEST_CASE("A file is read by the feeds with its name, a pattern, or an alternative for it") {
  Dataset shop;
  shop.feeds = {feed("books", "books.csv", {"livres-*.csv", "books.json"}),
                feed("authors", "authors-*.csv", {}), feed("prices", "books.csv", {})};
  CHECK(readers_of("books.csv", shop) == Names{"shop.books", "shop.prices"});
  CHECK(readers_of("books.json", shop) == Names{"shop.books"});
  CHECK(readers_of("livres-2022.csv", shop) == Names{"shop.books"});
  CHECK(readers_of("authors-2022.csv", shop) == Names{"shop.authors"});
  CHECK(readers_of("other.csv", shop).empty());
}
