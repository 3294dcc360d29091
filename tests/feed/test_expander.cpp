#include <string>
#include <string_view>
#include <vector>

#include "base/format.hpp"
#include "feed/expander.hpp"
#include "feed/partial_arrays.hpp"
#include "support/catch.hpp"

using nightjar::feed::Column;
using nightjar::feed::ColumnType;
using nightjar::feed::Definition;
using nightjar::feed::Each;
using nightjar::feed::Expander;
using nightjar::feed::Format;
using nightjar::feed::make_record_mapper;
using nightjar::feed::MappingOutcome;
using nightjar::feed::Notation;
using nightjar::feed::Record;
using nightjar::feed::Row;

namespace {

Column text(const std::string& name, const std::string& source) {
  return {name, ColumnType::text, source, {}, {}, {}};
}

/// Columns of texts of the elements of `/lines`; the key is the first.
Definition lines(const std::vector<Column>& columns) {
  Definition feed;
  feed.schema = "shop";
  feed.table = "lines";
  feed.each = Each{"/lines"};
  feed.columns = columns;
  feed.key = {0};
  return feed;
}

/// A record that stays in memory with the bytes that may be read after it.
struct Padded {
  explicit Padded(std::string_view bytes)
      : text(std::string(bytes) + std::string(Record::padding, ',')), size(bytes.size()) {}
  [[nodiscard]] Record record() const { return {std::string_view(text).substr(0, size), 40, size}; }
  std::string text;
  std::size_t size;
};

std::string shown(const Row& row) {
  std::string all;
  for (std::size_t i = 0; i < row.columns(); ++i) {
    all += (i > 0 ? "," : "") + std::string(row.field(i).value_or("~"));
  }
  return all;
}

/// The rows of a record's elements; or the reason why it has none, and what is known of their key.
std::string expanded(const Definition& feed, std::string_view record,
                     std::string_view first_record = {}) {
  Expander expander(feed, first_record, "orders");
  const auto mapper = make_record_mapper(feed, first_record, "orders");
  const Padded padded(record);
  const auto mapped = expander.expand(padded.record());
  if (mapped.violation) {
    return fmt::format("{}: {}", name_of(mapped.violation->reason),
                       mapped.outcome == MappingOutcome::spoiled ? shown(expander.row()) : "none");
  }
  std::string all;
  for (std::size_t i = 0; i < expander.size(); ++i) {
    Row row;
    const auto element = mapper->map(expander.element(i), row);
    all += (i > 0 ? " " : "") + shown(row);
    if (element.violation) all += "!" + std::string(name_of(element.violation->reason));
  }
  return all;
}

std::string bytes_of_first(const Definition& feed, std::string_view record) {
  Expander expander(feed, {}, "orders");
  const Padded padded(record);
  expander.expand(padded.record());
  return std::string(expander.element(0).bytes);
}

}  // namespace

TEST_CASE("A record is expanded to the elements of its array") {
  const Definition feed = lines({text("order_id", "^/id"), text("article", "/article")});
  CHECK(expanded(feed, R"({"id":"7","lines":[{"article":"x"},{"article":"y"}]})") == "7,x 7,y");
  CHECK(expanded(feed, R"({"lines":[{"article":"\u0078"}],"id":"\u0037"})") == "7,x");
  CHECK(expanded(feed, R"({"id":"7","lines":[]})").empty());
  CHECK(expanded(feed, R"({"id":"7","lines":null})").empty());
  CHECK(expanded(feed, R"({"id":"7"})").empty());
}

TEST_CASE("An element has its place, its name and itself as values") {
  const Definition feed = lines({text("order_id", "^/id"), text("name", "/~key"), text("v", "")});
  CHECK(expanded(feed, R"({"id":"7","lines":{"a":"x","b\"\u0063":"y \"z\""}})") ==
        "7,a,x 7,b\"c,y \"z\"");
  CHECK(expanded(feed, R"({"id":"7","lines":["x"]})") == "7,~,x");
  Definition placed = lines({text("order_id", "^/id"), {}});
  placed.columns[1] = {"place", ColumnType::integer, "/~index", {}, {}, {}};
  CHECK(expanded(placed, R"({"id":"7","lines":[{},{}]})") ==
        std::string("7,\0\0\0\0\0\0\0\0 7,\0\0\0\0\0\0\0\1", 21));
}

TEST_CASE("A record that does not fit tells what the key takes from it") {
  const Definition feed = lines({text("order_id", "^/id"), text("article", "/article")});
  CHECK(expanded(feed, R"({"id":"7","lines":"x"})") == "wrong_type: 7,~");
  CHECK(expanded(feed, R"({"id":"7","lines":5})") == "wrong_type: 7,~");
  CHECK(expanded(feed, R"({"id":"7","lines":[1,}]})") == "malformed: 7,~");
  CHECK(expanded(feed, R"({"lines":[1]})") == "missing_key: none");
  CHECK(expanded(feed, R"({"lines":[1,}]})") == "malformed: none");
  Definition unknown = lines({text("article", "/article"), text("buyer", "^/buyer")});
  CHECK(expanded(unknown, R"({"buyer":"B","lines":[1,}]})") == "malformed: none");
}

TEST_CASE("An element that does not fit is one of its own") {
  const Definition feed = lines({text("order_id", "^/id"), text("article", "/article")});
  CHECK(expanded(feed, R"({"id":"7","lines":[{"article":"x"},{"article":[1]},null]})") ==
        "7,x 7,~!wrong_type 7,~");
}

TEST_CASE("The bytes of an element have what its columns use, and nothing else") {
  const Definition plain = lines({text("order_id", "^/id"), text("article", "/article")});
  const std::string one = bytes_of_first(plain, R"({"id":"7","lines":[{"article":"x"}]})");
  CHECK(one == bytes_of_first(plain, R"({"seen":1,"id":"\u0037","lines":[{"article":"x"},2]})"));
  CHECK(one == bytes_of_first(plain, R"({"id":"7","lines":{"k":{"article":"x"}}})"));
  CHECK(one != bytes_of_first(plain, R"({"id":"8","lines":[{"article":"x"}]})"));
  CHECK(one != bytes_of_first(plain, R"({"id":"7","lines":[{"article":"y"}]})"));
}

TEST_CASE("The raw text of an element is what the vendor wrote, at the place of its record") {
  const Definition feed = lines({text("order_id", "^/id")});
  Expander expander(feed, {}, "orders");
  const Padded padded(R"({"id":"7","lines":[ {"a" : 1.50} ]})");
  REQUIRE_FALSE(expander.expand(padded.record()).violation);
  CHECK(expander.element(0).raw() == R"({"a" : 1.50})");
  CHECK(expander.element(0).offset == 40);
}

TEST_CASE("A field of a CSV is expanded, in JSON or as a Python literal") {
  Definition feed = lines({text("order_id", "^/id"), text("name", "/name")});
  feed.format = Format::csv;
  CHECK(expanded(feed, R"(7,"[{""name"":""x""}]")", "id,lines") == "7,x");
  CHECK(expanded(feed, R"("[{""name"":""x""}]",7)", "lines,id") == "7,x");
  CHECK(expanded(feed, "7,", "id,lines").empty());
  CHECK(expanded(feed, "7,[1", "id,lines") == "wrong_type: 7,~");
  CHECK(expanded(feed, "7,[],8", "id,lines") == "malformed: 7,~");
  feed.each->path = "/lines/0/all";
  CHECK(expanded(feed, R"(7,"[{""all"":[{""name"":""x""}]}]")", "id,lines") == "7,x");
  feed.each = Each{"/lines", Notation::python};
  CHECK(expanded(feed, R"(7,"[{'name': ""it's""}, {'name': None}]")", "id,lines") == "7,it's 7,~");
  CHECK(expanded(feed, "7,None", "id,lines").empty());
  CHECK(expanded(feed, "7,[{'name'", "id,lines") == "wrong_type: 7,~");
}

TEST_CASE("Of the arrays of a child feed those are told that are loaded in part") {
  const Definition feed = lines({text("order_id", "^/ids/0"), text("article", "/articles/0")});
  std::vector<std::string> arrays;
  for (const auto& array : nightjar::feed::partial_arrays_of(feed)) arrays.push_back(array.array);
  CHECK(arrays == std::vector<std::string>{"^/ids", "/articles"});
}
