#include <memory>
#include <string>
#include <vector>

#include "feed/record_mapper.hpp"
#include "support/catch.hpp"

using nightjar::feed::ColumnType;
using nightjar::feed::Definition;
using nightjar::feed::make_record_mapper;
using nightjar::feed::MappedRecord;
using nightjar::feed::MappingOutcome;
using nightjar::feed::Reason;
using nightjar::feed::Record;
using nightjar::feed::Row;

namespace {

using T = ColumnType;

Definition authors() {
  Definition feed;
  feed.schema = "vendor";
  feed.table = "authors";
  feed.columns = {{"name", T::text, "/metadata/name", {}, {}, {}},
                  {"born", T::date, "/metadata/born", {}, {}, {}},
                  {"labels", T::text_array, "/labels/*/label", {""}, {}, {}},
                  {"first_title", T::text, "/films/*/title", {"end"}, {}, {}},
                  {"tags", T::text_array, "/tags", {}, {}, {}},
                  {"pages", T::integer, "/pages", {}, {}, {}}};
  feed.key = {0};
  return feed;
}

struct Outcome {
  MappedRecord projection;
  Row row;
};

Outcome map(const std::string& record) {
  static const Definition feed = authors();
  const auto mapper = make_record_mapper(feed, {}, "authors.json");
  const std::string padded = record + std::string(Record::padding, ' ');
  Outcome outcome;
  outcome.projection = mapper->map(
      {std::string_view(padded).substr(0, record.size()), 0, record.size()}, outcome.row);
  return outcome;
}

std::string text_of(const Row& row, std::size_t column) {
  return row.field(column) ? std::string(*row.field(column)) : "~";
}

/// How many texts an array of the wire holds.
char list_size(const Row& row, std::size_t column) {
  const auto field = row.field(column).value();
  return field.size() <= 12 ? '\0' : field[15];
}

}  // namespace

TEST_CASE("A whole record fills the row with every column, in the definition's order") {
  const auto [projection, row] = map(
      R"({"pages":12,"metadata":{"name":"Ada","born":"1956-05-07T00:00:00.000+0000"},)"
      R"("labels":[{"label":""},{"label":"Swiss"},{"id":1},{"label":null},{"label":"French"}],)"
      R"("films":[{"title":"end"},{"title":"First"},{"title":"Second"}],"tags":["x","y","z"]})");
  CHECK(projection.outcome == MappingOutcome::whole);
  CHECK_FALSE(projection.violation);
  REQUIRE(row.columns() == 6);
  CHECK(text_of(row, 0) == "Ada");
  CHECK(list_size(row, 2) == 2);
  CHECK(text_of(row, 3) == "First");
  CHECK(list_size(row, 4) == 3);
}

TEST_CASE("A record whose values do not fit keeps its key, and nothing else") {
  struct Case {
    const char* members;
    Reason reason;
    const char* detail;
  };
  const std::vector<Case> cases{
      {R"("pages":"many")", Reason::wrong_type, "pages: \"many\""},
      {R"("pages":99999999999999999999)", Reason::out_of_range, "pages: 99999999999999999999"},
      {R"("tags":["a",5])", Reason::wrong_type, "tags"},
      {R"("tags":"a")", Reason::malformed, "/tags is a string where an array or object is wanted"},
      {R"("films":{"title":"x"})", Reason::malformed,
       "/films/* is a string where an object is wanted"},
      {R"("films":[{"title":7}])", Reason::wrong_type, "first_title: 7"},
      {R"("labels":[{"label":"a\u0000"}])", Reason::invalid_text, "labels"}};
  for (const Case& one : cases) {
    INFO(one.members);
    for (const std::string& record :
         {std::string(R"({"metadata":{"name":"Ada"},)") + one.members + "}",
          std::string("{") + one.members + R"(,"metadata":{"name":"Ada"}})"}) {
      const auto [projection, row] = map(record);
      CHECK(projection.outcome == MappingOutcome::spoiled);
      REQUIRE(projection.violation);
      CHECK(projection.violation->reason == one.reason);
      CHECK_THAT(projection.violation->detail, Catch::Contains(one.detail));
      REQUIRE(row.columns() == 6);
      CHECK(text_of(row, 0) == "Ada");
      for (std::size_t column = 1; column < 4; ++column) {
        CHECK((column == 2 || !row.field(column)));
      }
    }
  }
}

TEST_CASE("A record without a readable key belongs to no row") {
  const std::vector<std::string> records{"{}",
                                         R"({"metadata":null})",
                                         R"({"metadata":{"name":null}})",
                                         R"({"metadata":{"name":7}})",
                                         R"({"metadata":{"name":["Ada"]}})",
                                         R"({"metadata":"Ada"})",
                                         R"({"name":"Ada"})",
                                         R"({"metadata":{"name":"A\u0000"}})",
                                         "{\"metadata\":{\"name\":\"A\xFF\"}}",
                                         R"("Ada")",
                                         "[]",
                                         "7",
                                         "",
                                         "{",
                                         R"({"metadata":{"name":"Ada)"};
  for (const std::string& record : records) {
    INFO(record);
    const auto [projection, row] = map(record);
    CHECK(projection.outcome == MappingOutcome::unknown);
    CHECK(projection.violation);
  }
}

TEST_CASE("A record that is a member of an object has its name as a value") {
  Definition feed;
  feed.records = "/*";
  feed.columns = {{"code", T::text, "/~key", {"none"}, {}, {}},
                  {"year", T::integer, "/~key", {}, {}, {}},
                  {"name", T::text, "/name", {}, {}, {}}};
  feed.key = {0};
  const auto mapper = make_record_mapper(feed, {}, "codes.json");
  Row row;
  const auto outcome = [&](const std::string& record) {
    const std::string padded = record + std::string(Record::padding, ' ');
    return mapper->map({std::string_view(padded).substr(0, record.size()), 0, record.size()}, row)
        .outcome;
  };
  CHECK(outcome(R"("2023" : {"name":"Ada"})") == MappingOutcome::whole);
  CHECK(text_of(row, 0) == "2023");
  CHECK(row.field(1));
  CHECK(text_of(row, 2) == "Ada");
  CHECK(outcome(R"("\u0032\"":{"name":"Ada"})") == MappingOutcome::spoiled);
  CHECK(text_of(row, 0) == "2\"");
  // A value that is no object, or not JSON: its key is known.
  CHECK(outcome(R"("7":12)") == MappingOutcome::spoiled);
  CHECK(outcome(R"("7":{"name":})") == MappingOutcome::spoiled);
  CHECK(text_of(row, 0) == "7");
  CHECK(outcome("\"7\":{\"name\":\"\xff\"}") == MappingOutcome::spoiled);
  for (const std::string& record : std::vector<std::string>{
           R"("none":{})", R"("a\q":{})", "\"\xff\":{}", R"("a\u0000":{})", R"("a")", "\"", ""}) {
    CAPTURE(record);
    CHECK(outcome(record) == MappingOutcome::unknown);
  }
}

TEST_CASE("A record that is longer than the limit is refused for that") {
  static const Definition feed = authors();
  const auto mapper = make_record_mapper(feed, {}, "authors.json");
  const std::string held = R"({"metadata":{"name":"Ada"},"pa)" + std::string(Record::padding, ' ');
  Row row;
  const auto projection = mapper->map(
      {std::string_view(held).substr(0, held.size() - Record::padding), 0, 50'000'000}, row);
  REQUIRE(projection.violation);
  CHECK(projection.violation->reason == Reason::too_long);
}

TEST_CASE("A mapper forgets the record before") {
  static const Definition feed = authors();
  const auto mapper = make_record_mapper(feed, {}, "authors.json");
  Row row;
  const auto put = [&](const std::string& record) {
    const std::string padded = record + std::string(Record::padding, ' ');
    return mapper->map({std::string_view(padded).substr(0, record.size()), 0, record.size()}, row);
  };
  put(R"({"metadata":{"name":"Ada"},"films":[{"title":"x"}],"tags":["a"],"pages":1})");
  CHECK(put(R"({"metadata":{"name":"Bob"}})").outcome == MappingOutcome::whole);
  CHECK(text_of(row, 0) == "Bob");
  CHECK(text_of(row, 3) == "~");
  CHECK(list_size(row, 4) == 0);
  CHECK_FALSE(row.field(5));
  CHECK(put("{}").outcome == MappingOutcome::unknown);
}
