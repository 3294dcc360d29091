#include <string>
#include <vector>

#include "inference/definition_text.hpp"
#include "inference/type_guess.hpp"
#include "support/catch.hpp"

using nightjar::feed::Cell;
using nightjar::inference::guess_type;
using nightjar::inference::ProposedFeed;
using nightjar::inference::Value;
using Kind = Cell::Kind;

namespace {

/// The guess as a line of YAML, without its indentation.
std::string guess(const std::string& name, const std::vector<std::string>& texts,
                  Kind kind = Kind::bare) {
  std::vector<Value> values;
  for (const std::string& text : texts) values.push_back({text.empty() ? Kind::null : kind, text});
  auto found = guess_type(name, values);
  found.column.name = name;
  found.column.source = kind == Kind::bare ? name : "/" + name;
  ProposedFeed proposed;
  proposed.feed.format =
      kind == Kind::bare ? nightjar::feed::Format::csv : nightjar::feed::Format::json;
  proposed.feed.columns = {found.column};
  proposed.column_remarks = {found.remarks};
  const std::string yaml = yaml_of(proposed);
  const auto begin = yaml.find(name + ": {type");
  return yaml.substr(begin + name.size() + 2, yaml.size() - begin - name.size() - 3);
}

}  // namespace

TEST_CASE("The type of a CSV column is the narrowest that all its values have") {
  CHECK(guess("a", {"1", "-20", "", "0"}) == "{type: integer}");
  CHECK(guess("a", {"1.50", "2", "-0.25"}) == "{type: numeric}");
  CHECK(guess("a", {"1.5e-07", "2.0"}) == "{type: double}");
  CHECK(guess("a", {"true", "False"}) == "{type: boolean}");
  CHECK(guess("a", {"Y", "N"}) == "{type: boolean, true: [\"Y\"], false: [\"N\"]}");
  CHECK(guess("a", {"N", "N"}) == "{type: text}");
  CHECK(guess("is_new", {"0", "1"}) == "{type: boolean}");
  CHECK(guess("a", {"0", "1"}) == "{type: integer}");
  CHECK(guess("a", {"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}) == "{type: uuid}");
  CHECK(guess("a", {"192.168.0.1", "10.0.0.0/8"}) == "{type: inet}");
  CHECK(guess("a", {R"({"b": [1]})", "[]"}) == "{type: jsonb}");
  CHECK(guess("a", {"[{'b': None}]", "[]"}) == "{type: jsonb, format: python}");
  CHECK(guess("a", {"1", "x"}) == "{type: text}");
  CHECK(guess("a", {"", ""}) == "{type: text}  # no value in the sample");
}

TEST_CASE("A code with leading zeros stays a text") {
  CHECK(guess("zip", {"00501", "10115"}) == "{type: text}  # a text, for its leading zeros");
}

TEST_CASE("Numbers of other countries get their form") {
  CHECK(guess("a", {"1.234,50", "7,25"}) == "{type: numeric, decimal: \",\", thousands: \".\"}");
  CHECK(guess("a", {"1,234.50", "7.25"}) == "{type: numeric, thousands: \",\"}");
  CHECK(guess("a", {"3,5", "12,25"}) == "{type: numeric, decimal: \",\", thousands: \".\"}");
  CHECK(guess("a", {"5 EUR", "7 EUR"}) == "{type: integer, unit: EUR}");
  CHECK(guess("a", {"x1", "x2"}) == "{type: text}");
  CHECK(guess("a", {"12.5 %", "7 %"}) == "{type: numeric, unit: \"%\"}");
  CHECK(guess("a", {"1,234", "5,678"}).find("To be confirmed") != std::string::npos);
}

TEST_CASE("Dates and times get the patterns that read all of them") {
  CHECK(guess("a", {"2021-12-17", "1998-03-14"}) == "{type: date}");
  CHECK(guess("a", {"17.12.2021", "01.02.2021"}) == "{type: date, format: [DD.MM.YYYY]}");
  CHECK(guess("a", {"3/14/1998", "12/1/2003"}) == "{type: date, format: [M/D/YYYY]}");
  CHECK(guess("a", {"14/03/1998", "01/12/2003"}) == "{type: date, format: [DD/MM/YYYY]}");
  CHECK(guess("a", {"03/04/2021"}).find("DD/MM/YYYY?): to be confirmed") != std::string::npos);
  CHECK(guess("a", {"3/14/1998", "2010-07-30"}).find("type: date, format: [") != std::string::npos);
  CHECK(guess("a", {"2021-12-17T11:49:40.461+0100"}) == "{type: timestamptz}");
  CHECK(guess("a", {"2021-12-17 11:49:40"}).find("{type: timestamp}  # without a zone") == 0);
  CHECK(guess("a", {"11:49:40", "23:00"}) == "{type: time}");
  CHECK(guess("a", {"26:30:00", "01:00:00"}) == "{type: interval}");
  CHECK(guess("a", {"P1DT2H", "PT5M"}) == "{type: interval}");
}

TEST_CASE("Only a name makes an instant of a number") {
  CHECK(guess("seen_at", {"1609459200", "1609459260"}) ==
        "{type: timestamptz, format: epoch}  # an instant, by its name: to be confirmed");
  CHECK(guess("updated", {"1609459200123"}) ==
        "{type: timestamptz, format: epoch_ms}  # an instant, by its name: to be confirmed");
  CHECK(guess("amount", {"1609459200", "1609459260"}) == "{type: integer}");
  CHECK(guess("birth_date", {"19980314", "20031201"}) ==
        "{type: date, format: [YYYYMMDD]}  # a date, by its name: to be confirmed");
}

TEST_CASE("Words for null are proposed where they keep a column from its type") {
  CHECK(guess("a", {"1", "N/A", "3"}) ==
        "{type: integer, null_if: [N/A]}  # null_if: to be confirmed");
  CHECK(guess("a", {"x", "NULL"}) == "{type: text}  # has the value \"NULL\": null_if?");
  CHECK(guess("a", {" 1", "2 "}) == "{type: integer, trim: yes}");
}

TEST_CASE("Values of JSON keep their kinds") {
  CHECK(guess("a", {"1", "2"}, Kind::number) == "{type: integer}");
  CHECK(guess("a", {"true"}, Kind::boolean) == "{type: boolean}");
  CHECK(guess("a", {"1", "2"}, Kind::string) == "{type: integer, from: string}");
  CHECK(guess("a", {"2021-12-17"}, Kind::string) == "{type: date}");
  CHECK(guess("a", {R"({"b":1})"}, Kind::string) == "{type: text}");
  CHECK(guess("a", {R"(["x"])", "[]"}, Kind::list) == "{type: \"text[]\"}");
  CHECK(guess("a", {"[]"}, Kind::list) == "{type: jsonb}");
  CHECK(guess("a", {R"([{"b":1}])"}, Kind::json) == "{type: jsonb}");
}
