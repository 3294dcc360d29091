#include <algorithm>
#include <string>
#include <vector>

#include "feed/fingerprinter.hpp"
#include "feed/number_form.hpp"
#include "feed/numeric.hpp"
#include "feed/record_mapper.hpp"
#include "feed/row.hpp"
#include "feed/trimmed.hpp"
#include "postgres/binary.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using namespace nightjar::feed;

namespace {

Column column_of(ColumnType type, ValueForm form, std::vector<std::string> null_if = {}) {
  Column column;
  column.name = "v";
  column.type = type;
  column.source = "v";
  column.null_if = std::move(null_if);
  column.form = std::move(form);
  return column;
}

/// A feed of a key and one column, whose only record has been mapped.
struct Mapped {
  Mapped(const Column& column, const std::string& field, Format format = Format::csv) {
    const bool is_csv = format == Format::csv;
    feed.format = format;
    feed.columns = {column_of(ColumnType::text, {}), column};
    feed.columns[0].name = "id";
    feed.columns[0].source = is_csv ? "id" : "/id";
    if (!is_csv) feed.columns[1].source = "/v";
    feed.key = {0};
    std::string record = is_csv ? "k," + field : R"({"id":"k","v":)" + field + "}";
    const auto length = record.size();
    record.append(Record::padding, ' ');
    const auto mapped = make_record_mapper(feed, "id,v", "f")
                            ->map({std::string_view(record).substr(0, length), 0, length}, row);
    if (mapped.violation) violation = mapped.violation->detail;
  }
  [[nodiscard]] std::int64_t integer() const {
    return nightjar::postgres::read_int64(row.field(1).value());
  }

  Definition feed;
  Row row;
  std::string violation;
};

}  // namespace

TEST_CASE("A number in a form of the column's own becomes digits with a point") {
  struct Case {
    ValueForm form;
    std::string text;
    std::string number;
  };
  const ValueForm german{.decimal = ',', .thousands = "."};
  const ValueForm english{.thousands = ","};
  const auto c = GENERATE_COPY(values<Case>({
      {german, "1.234.567,50", "1234567.50"},
      {german, "-1234,5", "-1234.5"},
      {german, "12", "12"},
      {german, "1.5", "!"},
      {german, "1.2345", "!"},
      {german, ".123", "!"},
      {german, "1,5,5", "!"},
      {german, "1,234.5", "!"},
      {{.decimal = ','}, "1.5", "!"},
      {english, "12,34,567.8", "1234567.8"},
      {english, "1,5", "!"},
      {{.unit = "%"}, "12.5 %", "12.5"},
      {{.unit = "%"}, "12", "12"},
      {{.decimal = ',', .thousands = "\xc2\xa0", .unit = "\xe2\x82\xac"},
       "-1\xc2\xa0"
       "234,50\xc2\xa0\xe2\x82\xac",
       "-1234.50"},
      {{.unit = "$"}, "-$5", "-5"},
      {{.unit = "$"}, "$ -5", "-5"},
      {{.implied_decimals = 2}, "0012345", "00123.45"},
      {{.implied_decimals = 2}, "-7", "-0.07"},
      {{.implied_decimals = 2}, "+12", "+0.12"},
      {{.implied_decimals = 3, .thousands = " "}, "1 234 500", "1234.500"},
      {{.implied_decimals = 2}, "1.5", "!"},
      {{.implied_decimals = 2}, "1e3", "!"},
      {{.implied_decimals = 2}, "", "!"},
      {{.implied_decimals = 2}, "-", "!"},
  }));
  CAPTURE(c.text);
  CHECK(plain_number(c.form, c.text).value_or("!") == c.number);
}

TEST_CASE("A whole number may have an exponent, a sign and zeros after the point") {
  CHECK(whole_number("1e3") == "1000");
  CHECK(whole_number("+5") == "5");
  CHECK(whole_number("-1.50e2") == "-150");
  CHECK(whole_number("0.00") == "0");
  CHECK(whole_number("007") == "7");
  for (const char* text : {"1.5", "1e-1", "", "x", "1e999999"}) CHECK_FALSE(whole_number(text));
  CHECK(Mapped(column_of(ColumnType::integer, {}), "1e3").integer() == 1000);
  CHECK(Mapped(column_of(ColumnType::integer, {}), "+5").integer() == 5);
}

TEST_CASE("Numbers are read in the form that their column says, and so are null values") {
  const ValueForm form{.decimal = ',', .thousands = ".", .unit = "%"};
  CHECK(Mapped(column_of(ColumnType::integer, form), "\"1.000,0 %\"").integer() == 1000);
  CHECK_FALSE(Mapped(column_of(ColumnType::numeric, form, {"0"}), "\"0,00\"").row.field(1));
  CHECK_THAT(Mapped(column_of(ColumnType::numeric, form), "1.5").violation,
             Contains("v: \"1.5\" is not of type numeric"));
}

TEST_CASE("Implied decimals are part of the value, of null values too") {
  const ValueForm form{.implied_decimals = 2};
  CHECK(Mapped(column_of(ColumnType::integer, form), "1200").integer() == 12);
  CHECK_THAT(Mapped(column_of(ColumnType::integer, form), "1250").violation,
             Contains("v: \"1250\" is not of type integer"));
  CHECK_FALSE(Mapped(column_of(ColumnType::numeric, form, {"0"}), "0000").row.field(1));
  CHECK_FALSE(Mapped(column_of(ColumnType::numeric, form, {"9999"}), "9999").row.field(1));
}

TEST_CASE("White space around a value is removed before it is compared") {
  const Column trimmed_text = column_of(ColumnType::text, {.is_trimmed = true}, {"NA"});
  CHECK(Mapped(trimmed_text, " a b\t").row.field(1) == "a b");
  CHECK_FALSE(Mapped(trimmed_text, " NA ").row.field(1));
  CHECK_FALSE(Mapped(trimmed_text, "  ").row.field(1));
  CHECK(Mapped(trimmed_text, R"(" x ")", Format::json).row.field(1) == "x");
  CHECK(trimmed("\xc2\xa0 a \xc2\xa0").size() == 1);
  CHECK(trimmed(" ").empty());
}

TEST_CASE("Null values are compared in any case and without spaces where the feed says so") {
  const ValueForm form{.null_ignores_case = true, .null_ignores_spaces = true};
  const Column column = column_of(ColumnType::text, form, {"n/a"});
  CHECK_FALSE(Mapped(column, "N / A").row.field(1));
  CHECK(Mapped(column, "N/B").row.field(1) == "N/B");
  CHECK(Mapped(column_of(ColumnType::text, {}, {"n/a"}), "N/A").row.field(1) == "N/A");
}

TEST_CASE("A boolean has the words of its column, in any case") {
  const ValueForm form{.true_words = {"Y", "yes"}, .false_words = {"N"}};
  const Column column = column_of(ColumnType::boolean, form);
  CHECK(Mapped(column, "YES").row.field(1) == std::string("\1", 1));
  CHECK(Mapped(column, "n").row.field(1) == std::string("\0", 1));
  CHECK_THAT(Mapped(column, "true").violation, Contains("is not of type boolean (Y, yes or N)"));
  CHECK(Mapped(column, "true", Format::json).row.field(1) == std::string("\1", 1));
}

TEST_CASE("A value in a JSON string is read as its type, and a number as a text, where so asked") {
  const ValueForm form{.is_in_string = true};
  CHECK(Mapped(column_of(ColumnType::integer, form), R"("25")", Format::json).integer() == 25);
  CHECK(Mapped(column_of(ColumnType::integer, form), "3", Format::json).integer() == 3);
  CHECK(Mapped(column_of(ColumnType::text, form), "2.50", Format::json).row.field(1) == "2.50");
  CHECK(Mapped(column_of(ColumnType::text, form), "true", Format::json).row.field(1) == "true");
  CHECK(Mapped(column_of(ColumnType::boolean, form), R"("true")", Format::json).row.field(1) ==
        std::string("\1", 1));
  CHECK_FALSE(Mapped(column_of(ColumnType::text, {}), "3", Format::json).violation.empty());
  CHECK_FALSE(Mapped(column_of(ColumnType::text, form), "{}", Format::json).violation.empty());
}

TEST_CASE("A time without a zone has the one of its column, and a rule for the changed clocks") {
  ValueForm form{.zone = "America/New_York"};
  const auto instant = [&](const std::string& text) {
    return Mapped(column_of(ColumnType::timestamptz, form), text).integer() / 1'000'000 +
           946'684'800;  // PostgreSQL counts from 2000
  };
  CHECK(instant("2024-01-01 10:00:00") == 1'704'121'200);
  CHECK(instant("2024-01-01T10:00") == 1'704'121'200);
  CHECK(instant("2024-01-01T15:00:00Z") == 1'704'121'200);
  CHECK(instant("2024-01-01") == 1'704'085'200);
  const auto twice = "2024-11-03 01:30:00";
  const auto never = "2024-03-10 02:30:00";
  CHECK_THAT(Mapped(column_of(ColumnType::timestamptz, form), twice).violation,
             Contains("is shown twice or never by the clocks in America/New_York"));
  form.ambiguous = Ambiguous::first;
  CHECK(instant(twice) == 1'730'611'800);
  CHECK(instant(never) == 1'710'055'800);
  form.ambiguous = Ambiguous::last;
  CHECK(instant(twice) == 1'730'615'400);
  CHECK(instant(never) == 1'710'052'200);
}

TEST_CASE("An empty part of a key is a value where the column says so") {
  Definition feed;
  feed.format = Format::csv;
  feed.columns = {column_of(ColumnType::text, {.empty_is_value = true}),
                  column_of(ColumnType::text, {})};
  feed.columns[1].name = feed.columns[1].source = "country";
  feed.key = {0, 1};
  Row row;
  const auto mapper = make_record_mapper(feed, "v,country", "f");
  CHECK(mapper->map({",Italy", 0, 6}, row).outcome == MappingOutcome::whole);
  CHECK(row.field(0) == "");
  CHECK(mapper->map({"Hubei,", 0, 6}, row).outcome == MappingOutcome::unknown);
  // The end of a broken record is not known to be empty.
  const auto reversed = make_record_mapper(feed, "country,v,x", "f");
  CHECK(reversed->map({"Italy,", 0, 6}, row).outcome == MappingOutcome::unknown);
}

TEST_CASE("A digest changes with every part of a column's form, of the dialect and the encoding") {
  Definition feed;
  feed.format = Format::csv;
  feed.columns = {column_of(ColumnType::text, {})};
  feed.key = {0};
  std::vector<std::string> digests{digest_of(feed)};
  const auto note = [&](const auto& change) {
    Definition changed = feed;
    change(changed, changed.columns[0].form);
    digests.push_back(digest_of(changed));
  };
  note([](Definition&, ValueForm& form) { form.is_trimmed = true; });
  note([](Definition&, ValueForm& form) { form.null_ignores_case = true; });
  note([](Definition&, ValueForm& form) { form.null_ignores_spaces = true; });
  note([](Definition&, ValueForm& form) { form.is_in_string = true; });
  note([](Definition&, ValueForm& form) { form.empty_is_value = true; });
  note([](Definition&, ValueForm& form) { form.decimal = ','; });
  note([](Definition&, ValueForm& form) { form.thousands = "."; });
  note([](Definition&, ValueForm& form) { form.unit = "."; });
  note([](Definition&, ValueForm& form) { form.zone = "."; });
  note([](Definition&, ValueForm& form) { form.true_words = {"."}; });
  note([](Definition&, ValueForm& form) { form.false_words = {"."}; });
  note([](Definition&, ValueForm& form) { form.ambiguous = Ambiguous::first; });
  note([](Definition& other, ValueForm&) { other.encoding = "latin1"; });
  note([](Definition& other, ValueForm&) { other.csv.delimiter = ';'; });
  note([](Definition& other, ValueForm&) { other.csv.quote.reset(); });
  note([](Definition& other, ValueForm&) { other.csv.has_header = false; });
  note([](Definition& other, ValueForm&) { other.csv.skip_lines = 1; });
  note([](Definition& other, ValueForm&) { other.csv.comment = "#"; });
  note([](Definition& other, ValueForm&) { other.csv.trailer = "#"; });
  note([](Definition& other, ValueForm&) { other.csv.line_end = "#"; });
  std::sort(digests.begin(), digests.end());
  CHECK(std::adjacent_find(digests.begin(), digests.end()) == digests.end());
}
