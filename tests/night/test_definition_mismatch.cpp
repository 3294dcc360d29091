#include <string>

#include "night/definition_mismatch.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::feed::Dataset;
using nightjar::feed::Definition;
using nightjar::ledger::DefinitionMismatch;
using nightjar::night::correction_of;

namespace {

Dataset shop() {
  Definition books;
  books.schema = "shop";
  books.table = "books";
  books.columns.resize(1);
  books.columns[0].name = "pages";
  Dataset dataset;
  dataset.name = "shop";
  dataset.file = "/etc/nightjar/shop.yaml";
  dataset.feeds = {books};
  return dataset;
}

}  // namespace

TEST_CASE("Nothing is to be corrected where all feeds fit") {
  CHECK(correction_of(shop(), {}).empty());
}

TEST_CASE("The key to correct is that of the column the first reject names") {
  const std::string text = correction_of(
      shop(), {{"shop.books", "90", "100", "wrong_type", "80", "2", "pages: \"many\" is wrong"}});
  CHECK_THAT(text, Contains("90 of 100 records do not fit the definition of shop.books") &&
                       Contains("most often (80 of them) wrong_type, first in line 2") &&
                       Contains("\"feeds: books: columns: pages:\" in /etc/nightjar/shop.yaml") &&
                       Contains("nightjar run shop"));
}

TEST_CASE("Without a column it is the feed, and without a known feed the list of them") {
  CHECK_THAT(correction_of(shop(), {{"shop.books", "9", "9", "", "", "", ""}}),
             Contains("\"feeds: books:\""));
  CHECK_THAT(correction_of(shop(), {{"shop.gone", "9", "9", "", "", "", ""}}),
             Contains("\"feeds:\""));
}
