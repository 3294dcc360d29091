#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/format.hpp"
#include "night/shape.hpp"
#include "support/catch.hpp"

namespace feed = nightjar::feed;
using nightjar::ledger::Outcome;
using nightjar::support::all_shapes;
using nightjar::support::Files;
using nightjar::support::Items;
using nightjar::support::NightBench;
using nightjar::support::Shape;
using nightjar::support::ShapeBench;
using nightjar::support::told;

namespace {

template <class Test>
void for_each(const std::vector<Shape>& shapes, Test&& test) {
  for (const Shape& shape : shapes) {
    INFO(shape.name());
    ShapeBench bench(shape);
    test(bench, shape);
  }
}

/// A column of shop.singles with this type.
std::string_view column_of(std::string_view type) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> columns{
      {{"text", "note"},
       {"integer", "amount"},
       {"double", "ratio"},
       {"numeric", "price"},
       {"boolean", "is_open"},
       {"date", "on_day"},
       {"timestamptz", "at_time"},
       {"\"text[]\"", "tags"}}};
  const auto* found = std::find_if(columns.begin(), columns.end(),
                                   [&](const auto& column) { return column.first == type; });
  return found->second;
}

/// What is listed of the only reject.
std::string listed(NightBench& bench) {
  return bench.query("SELECT reason, position, line, raw FROM nightjar.rejects");
}

}  // namespace

TEST_CASE("A live row whose record does not fit stays as it is, and the record is listed",
          "[server]") {
  for_each(all_shapes(), [](ShapeBench& bench, const Shape& shape) {
    bench.night(1, Items{{"a", "x"}, {"b", "y"}});
    const std::string rows = bench.row_versions();
    const auto second = bench.night(2, Items{{"a", "other", "many"}, {"b", "y"}});
    CHECK(told(second) == "read 2, unchanged 1, rejected 1");
    CHECK(second.outcome == Outcome::unchanged);
    CHECK(bench.row_versions() == rows);
    CHECK(bench.history() == "a:x@1- b:y@1-");
    CHECK(bench.query("SELECT reason, raw FROM nightjar.rejects") ==
          "wrong_type|" + shape.record({"a", "other", "many"}));
    // Night after night, until it is corrected.
    CHECK(told(bench.night(3, Items{{"a", "other", "many"}, {"b", "y"}})) ==
          "read 2, unchanged 1, rejected 1");
    CHECK(told(bench.night(4, Items{{"a", "x"}, {"b", "y"}})) == "read 2, unchanged 2");
    CHECK(told(bench.night(5, Items{{"a", "other"}, {"b", "y"}})) ==
          "read 2, updated 1, unchanged 1");
    CHECK(bench.history() == "a:x@1-5 a:other@5- b:y@1-");
  });
}

TEST_CASE("A record that does not fit and has a new key makes no row", "[server]") {
  for_each(all_shapes(), [](ShapeBench& bench, const Shape&) {
    CHECK(told(bench.night(1, Items{{"a", "x", "many"}, {"b", "y"}})) ==
          "read 2, inserted 1, rejected 1");
    CHECK(told(bench.night(2, Items{{"c", "x", "many"}, {"b", "y"}})) ==
          "read 2, unchanged 1, rejected 1");
    CHECK(bench.history() == "b:y@1-");
  });
}

TEST_CASE("A deleted row whose record comes back spoiled stays deleted", "[server]") {
  for_each(nightjar::support::snapshots(), [](ShapeBench& bench, const Shape&) {
    bench.night(1, Items{{"a", "x"}, {"b", "y"}});
    bench.night(2, Items{{"b", "y"}});
    CHECK(told(bench.night(3, Items{{"a", "x", "many"}, {"b", "y"}})) ==
          "read 2, unchanged 1, rejected 1");
    CHECK(bench.history() == "a:x@1-2 b:y@1-");
  });
}

TEST_CASE("A good record beside a spoiled one of its key is taken, whichever comes first",
          "[server]") {
  for_each(all_shapes(), [](ShapeBench& bench, const Shape&) {
    bench.night(1, Items{{"a", "x"}});
    CHECK(told(bench.night(2, Items{{"a", "z", "many"}, {"a", "y"}})) ==
          "read 2, updated 1, rejected 1");
    CHECK(told(bench.night(3, Items{{"a", "z"}, {"a", "y", "many"}})) ==
          "read 2, updated 1, rejected 1");
    CHECK(told(bench.night(4, Items{{"a", "q", "many"}, {"a", "z"}})) ==
          "read 2, unchanged 1, rejected 1");
    CHECK(bench.history() == "a:x@1-2 a:y@2-3 a:z@3-");
  });
}

TEST_CASE("A record without its key is refused, and protects no row", "[server]") {
  for_each(nightjar::support::snapshots(), [](ShapeBench& bench, const Shape&) {
    bench.night(1, Items{{"a", "x"}, {"b", "y"}});
    CHECK(told(bench.night(2, Items{{"", "x"}, {"b", "y"}})) ==
          "read 2, deleted 1, unchanged 1, rejected 1");
    CHECK(bench.query("SELECT reason FROM nightjar.rejects") == "missing_key");
    CHECK(bench.history() == "a:x@1-2 b:y@1-");
  });
}

TEST_CASE("A value that is not of its type is refused with its reason, its row untouched",
          "[server]") {
  struct Violation {
    const char* type;
    const char* value;
    const char* reason;
  };
  const std::vector<Violation> violations{
      {"text", "5", "wrong_type"},
      {"text", "true", "wrong_type"},
      {"text", R"({"x":1})", "wrong_type"},
      {"text", R"("a\u0000b")", "invalid_text"},
      {"integer", R"("5")", "wrong_type"},
      {"integer", "1.5", "wrong_type"},
      {"integer", "true", "wrong_type"},
      {"integer", "9223372036854775808", "out_of_range"},
      {"integer", "-9223372036854775809", "out_of_range"},
      {"double", R"("x")", "wrong_type"},
      {"double", "1e400", "out_of_range"},
      {"double", "[]", "wrong_type"},
      {"numeric", R"("x")", "wrong_type"},
      {"boolean", "1", "wrong_type"},
      {"boolean", R"("true")", "wrong_type"},
      {"date", R"("2021-02-29")", "wrong_type"},
      {"date", R"("yesterday")", "wrong_type"},
      {"date", "20210228", "wrong_type"},
      {"timestamptz", R"("2021-12-17T11:49:40")", "wrong_type"},
      {"timestamptz", R"("2021-12-17T24:00:01Z")", "wrong_type"},
      {"timestamptz", "1639734580", "wrong_type"},
      {"\"text[]\"", "[1]", "wrong_type"},
      {"\"text[]\"", R"([["a"]])", "wrong_type"},
      {"\"text[]\"", R"(["a\u0000"])", "invalid_text"}};
  for (const Violation& violation : violations) {
    INFO(violation.type << " " << violation.value);
    const std::string_view column = column_of(violation.type);
    NightBench bench(
        fmt::format("  singles:\n    file: dump\n    format: json\n    kind: snapshot\n"
                    "    key: [code]\n    guards: {{max_rejected_percent: 100}}\n"
                    "    columns:\n      code: {{type: text}}\n      {}: {{type: {}}}\n",
                    column, violation.type));
    bench.night(1, {{"dump", R"([{"code":"a"}])"}});
    const std::string spoiled = fmt::format(R"({{"code":"a","{}":{}}})", column, violation.value);
    const auto second = bench.night(2, {{"dump", "[\n" + spoiled + "]"}});
    CHECK(told(second) == "read 1, rejected 1");
    CHECK(listed(bench) == fmt::format("{}|2|2|{}", violation.reason, spoiled));
    CHECK(bench.query("SELECT code, deleted_at FROM shop.singles") == "a|");
  }
}

TEST_CASE("A key that is not of its type names no row", "[server]") {
  const std::vector<std::string> keys{"5", "true", "[]", R"({"x":"a"})", R"("a\u0000")", "null"};
  for (const std::string& key : keys) {
    INFO(key);
    ShapeBench bench{Shape{}};
    bench.night(1, Files{{"dump.json", R"([{"code":"a"},{"code":"b"}])"}});
    const auto second =
        bench.night(2, Files{{"dump.json", fmt::format(R"([{{"code":{}}},{{"code":"b"}}])", key)}});
    CHECK(told(second) == "read 2, deleted 1, unchanged 1, rejected 1");
  }
}

TEST_CASE("A record that is broken after its key protects its row", "[server]") {
  struct Broken {
    feed::Format format;
    std::string text;
  };
  const std::vector<Broken> cases{
      {feed::Format::ndjson, R"({"code":"a","note":tru})"},
      {feed::Format::ndjson, R"({"code":"a" "note":"x"})"},
      {feed::Format::ndjson, "{\"code\":\"a\",\"note\":\"\xFF\"}"},
      {feed::Format::ndjson, "{\"note\":\"\xC3(\xED\xA0\x80\",\"code\":\"a\"}"},
      {feed::Format::csv, "a,x,1,surplus"},
      {feed::Format::csv, "a,x"},
      {feed::Format::csv, "a,\xFF,1"}};
  for (const Broken& broken : cases) {
    const Shape shape{.format = broken.format};
    INFO(shape.name() << ": " << broken.text);
    ShapeBench bench(shape);
    bench.night(1, Items{{"a", "x"}, {"b", "y"}});
    const std::string whole = shape.dump({{"b", "y"}});
    const auto second = bench.night(2, Files{{shape.file(), whole + broken.text + "\n"}});
    CHECK(told(second) == "read 2, unchanged 1, rejected 1");
    CHECK(bench.history() == "a:x@1- b:y@1-");
  }
}

TEST_CASE("A record whose key is not UTF-8 protects no row", "[server]") {
  for (const char* key : {"a\xFF",
                          "\xFF"
                          "a",
                          "\xFF"}) {
    ShapeBench bench(Shape{.format = feed::Format::ndjson});
    bench.night(1, Items{{"a", "x"}, {"b", "y"}});
    const auto second = bench.night(
        2, Files{{"dump.json", Shape{}.record({"b", "y"}) + "\n{\"code\":\"" + key + "\"}\n"}});
    CHECK(told(second) == "read 2, deleted 1, unchanged 1, rejected 1");
  }
}

TEST_CASE("Bytes that are no UTF-8 are listed in a form that PostgreSQL takes", "[server]") {
  const Shape shape{.format = feed::Format::csv};
  ShapeBench bench(shape);
  bench.night(1, Files{{"dump.csv", "code,note,amount\na,\xC3(\xE9,1\n"}});
  CHECK(bench.query("SELECT reason, line, raw FROM nightjar.rejects") ==
        "invalid_text|2|a,\\xC3(\\xE9,1");
}
