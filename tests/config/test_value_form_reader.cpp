#include <string>

#include "base/error.hpp"
#include "config/dataset_reader.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::Misconfigured;
using nightjar::config::read_dataset;
using nightjar::feed::Ambiguous;
using nightjar::feed::Column;
using nightjar::feed::Notation;
using nightjar::feed::ValueForm;
using nightjar::yaml::Value;

namespace {

/// The second column of a feed with these keys and such a column.
Column column_with(const std::string& column, const std::string& feed_keys = "",
                   const std::string& format = "csv") {
  const std::string yaml =
      "dataset: shop\nsource: file:///srv/shop/\nfeeds: {a: {file: a, kind: snapshot, key: id, " +
      feed_keys + "format: " + format + ", columns: {id: {type: text},\n  v: " + column + "}}}\n";
  return read_dataset(Value::of_text(yaml, "d.yaml")).feeds.front().columns.at(1);
}

void check_refused(const std::string& column, const std::string& message,
                   const std::string& format = "csv") {
  CAPTURE(column);
  try {
    column_with(column, "", format);
    FAIL_CHECK("not refused");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), Contains("d.yaml:4: ") && Contains(message));
    CHECK_FALSE(error.remedy().empty());
  }
}

}  // namespace

TEST_CASE("A column says in which form its values are written") {
  CHECK(column_with("{type: numeric, decimal: \",\", thousands: \".\", unit: \"%\"}").form ==
        ValueForm{.decimal = ',', .thousands = ".", .unit = "%"});
  CHECK(column_with("{type: boolean, true: [Y, yes], false: N}").form ==
        ValueForm{.true_words = {"Y", "yes"}, .false_words = {"N"}});
  CHECK(column_with("{type: timestamptz, zone: Europe/Paris, ambiguous: last}").form ==
        ValueForm{.zone = "Europe/Paris", .ambiguous = Ambiguous::last});
  CHECK(column_with("{type: text, empty: value}").form == ValueForm{.empty_is_value = true});
  CHECK(column_with("{type: integer, from: string}", "", "json").form ==
        ValueForm{.is_in_string = true});
  CHECK(column_with("{type: timestamptz, format: epoch_ms}").notation ==
        Notation::epoch_milliseconds);
  CHECK(column_with("{type: timestamptz, zone: Europe/Paris, format: [DD.MM.YYYY, D/M/YY]}")
            .patterns == std::vector<std::string>{"DD.MM.YYYY", "D/M/YY"});
}

TEST_CASE("A column takes over what its feed says, unless it says something itself") {
  const std::string feed = "null_if: {values: [NA], ignore_case: yes}, trim: yes, ";
  const Column column = column_with("{type: text}", feed);
  CHECK(column.null_if == std::vector<std::string>{"NA"});
  CHECK(column.form == ValueForm{.is_trimmed = true, .null_ignores_case = true});
  const Column other = column_with("{type: text, null_if: [], trim: no}", feed);
  CHECK(other.null_if.empty());
  CHECK(other.form == ValueForm{});
  CHECK_FALSE(column_with("{type: jsonb}", feed).form.is_trimmed);
}

TEST_CASE("A form that does not fit the column is refused") {
  check_refused("{type: text, decimal: \",\"}", "\"decimal\" of column \"v\" of feed \"a\" is not");
  check_refused("{type: numeric, decimal: x}", "wanted one of ., ,");
  check_refused("{type: numeric, thousands: \".\"}", "not the decimal \".\"");
  check_refused("{type: numeric, unit: \"1\"}", "wanted what is before or after a number");
  check_refused("{type: boolean, true: [Y]}", "has only one of \"true\" and \"false\"");
  check_refused("{type: boolean, true: [Y], false: [Y]}", "which means true too");
  check_refused("{type: boolean, true: [], false: []}", "has an empty list of words");
  check_refused("{type: date, zone: Europe/Paris}", "the column's type is date");
  check_refused("{type: timestamptz, zone: Europe/Pari}", "there is no such time zone");
  check_refused("{type: timestamptz, ambiguous: first}", "is not allowed without `zone:`");
  check_refused("{type: timestamptz, zone: UTC, format: epoch}", "which needs no `zone:`");
  check_refused("{type: timestamptz, format: YYYY-MM-DD}", "which has no offset (TZ)");
  check_refused("{type: text, from: string}", "a field is a text already");
  check_refused("{type: text, empty: value}", "in JSON an empty text is a value already", "json");
  check_refused("{type: jsonb, trim: yes}", "the column's type is jsonb");
  check_refused("{type: text, null_if: {ignore_case: yes}}", "has no key \"values\"");
}
