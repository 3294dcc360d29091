#include <string>
#include <vector>

#include "feed/cell.hpp"
#include "feed/fingerprinter.hpp"
#include "support/catch.hpp"

using nightjar::Fingerprint;
using nightjar::feed::append_typed;
using nightjar::feed::Cell;
using nightjar::feed::ColumnType;
using nightjar::feed::Definition;
using nightjar::feed::Fingerprinter;
using nightjar::feed::Row;
using Kind = nightjar::feed::Cell::Kind;

namespace {

Definition feed_of(const std::vector<std::pair<std::string, ColumnType>>& columns,
                   std::vector<std::size_t> key = {0}) {
  Definition feed;
  for (const auto& [name, type] : columns)
    feed.columns.push_back({name, type, "/" + name, {}, {}, {}});
  feed.key = std::move(key);
  return feed;
}

/// A row of these CSV fields; an empty one is a null.
Row row_of(const Definition& feed, const std::vector<std::string>& fields) {
  Row row;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto kind = fields[i].empty() ? Kind::null : Kind::bare;
    REQUIRE_FALSE(append_typed(feed.columns[i], {kind, fields[i], {}}, row));
  }
  return row;
}

Fingerprint of_values(const Definition& feed, const std::vector<std::string>& fields) {
  return Fingerprinter(feed).of_values(row_of(feed, fields));
}

Fingerprint of_key(const Definition& feed, const std::vector<std::string>& fields) {
  return Fingerprinter(feed).of_key(row_of(feed, fields));
}

using T = ColumnType;

}  // namespace

TEST_CASE("A value fingerprint changes with any value, and with the column it is in") {
  const Definition feed = feed_of({{"a", T::text}, {"b", T::text}, {"c", T::text}});
  const std::vector<std::vector<std::string>> rows{
      {"x", "y", "z"}, {"y", "x", "z"}, {"x", "z", "y"}, {"xy", "z", ""}, {"x", "yz", ""},
      {"x", "", "yz"}, {"x", "y", ""},  {"x", "", "y"},  {"x", "", ""},   {"", "x", ""},
      {"", "", "x"},   {"", "", ""},    {"X", "", ""}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < rows.size(); ++j) {
      INFO(i << " " << j);
      CHECK((of_values(feed, rows[i]) == of_values(feed, rows[j])) == (i == j));
    }
  }
}

TEST_CASE("A column that is added and null, or moves in the definition, changes no fingerprint") {
  const Definition before = feed_of({{"a", T::text}, {"b", T::integer}});
  const Definition longer = feed_of({{"a", T::text}, {"new", T::numeric}, {"b", T::integer}});
  const Definition turned = feed_of({{"b", T::integer}, {"a", T::text}}, {1});
  CHECK(of_values(before, {"x", "7"}) == of_values(longer, {"x", "", "7"}));
  CHECK(of_values(before, {"x", "7"}) != of_values(longer, {"x", "1", "7"}));
  CHECK(of_values(before, {"x", "7"}) == of_values(turned, {"7", "x"}));
}

TEST_CASE("Numbers that are equal have equal fingerprints, whatever they look like") {
  for (const auto type : {T::real, T::numeric, T::jsonb}) {
    const Definition feed = feed_of({{"a", type}});
    INFO(name_of(type));
    CHECK(of_values(feed, {"1"}) == of_values(feed, {"1.0"}));
    CHECK(of_values(feed, {"0"}) == of_values(feed, {"-0.0"}));
    CHECK(of_values(feed, {"1e2"}) == of_values(feed, {"100.00"}));
    CHECK(of_values(feed, {"1"}) != of_values(feed, {"1.1"}));
    CHECK(of_values(feed, {"1"}) != of_values(feed, {"-1"}));
  }
}

TEST_CASE("A key's fingerprint looks at the key alone, each column for itself") {
  const Definition feed = feed_of({{"a", T::text}, {"b", T::text}, {"c", T::text}}, {0, 2});
  CHECK(of_key(feed, {"x", "1", "y"}) == of_key(feed, {"x", "2", "y"}));
  CHECK(of_key(feed, {"x", "1", "y"}) != of_key(feed, {"y", "1", "x"}));
  CHECK(of_key(feed, {"ab", "1", "c"}) != of_key(feed, {"a", "1", "bc"}));
}

TEST_CASE("A fingerprinter gives the same however often it is used") {
  const Definition feed = feed_of({{"a", T::text}, {"b", T::numeric}});
  Fingerprinter fingerprinter(feed);
  const Row row = row_of(feed, {"x", "1.50"});
  const Fingerprint first = fingerprinter.of_values(row);
  fingerprinter.of_values(row_of(feed, {"a much longer text than the first", ""}));
  fingerprinter.of_key(row);
  CHECK(fingerprinter.of_values(row) == first);
}
