#include <string>

#include "base/error.hpp"
#include "config/dataset_reader.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::Misconfigured;
using nightjar::config::read_dataset;
using nightjar::csv::Dialect;
using nightjar::feed::Definition;
using nightjar::yaml::Value;

namespace {

/// A feed with this column besides its key, and these keys.
Definition feed_with(const std::string& column, const std::string& keys = "",
                     const std::string& format = "fixed", const std::string& id = "at: 1-6") {
  return read_dataset(Value::of_text("dataset: bank\nsource: file:///srv/bank/\nfeeds:\n"
                                     "  accounts: {file: a.txt, kind: snapshot, key: id, format: " +
                                         format + ", " + keys +
                                         "\n    columns: {id: {type: text, " + id +
                                         "},\n      v: " + column + "}}\n",
                                     "d.yaml"))
      .feeds.front();
}

void check_refused(const std::string& message, const std::string& column,
                   const std::string& keys = "", const std::string& format = "fixed",
                   const std::string& id = "at: 1-6") {
  CAPTURE(column, keys);
  try {
    feed_with(column, keys, format, id);
    FAIL_CHECK("not refused");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), Contains(message));
    CHECK_FALSE(error.remedy().empty());
  }
}

}  // namespace

TEST_CASE("A column of a fixed-width file has a span, and its values are trimmed") {
  const Definition feed = feed_with("{type: numeric, at: 10-19, implied_decimals: 2}");
  CHECK(feed.columns[1].source == "10-19");
  CHECK(feed.columns[1].form.implied_decimals == 2);
  CHECK(feed.columns[1].form.is_trimmed);
  CHECK_FALSE(feed_with("{type: text, at: 7, trim: no}").columns[1].form.is_trimmed);
  CHECK_FALSE(feed_with("{type: text, at: 7}", "trim: no,").columns[1].form.is_trimmed);
  CHECK(feed_with("{type: text, at: 7}").columns[1].source == "7");
}

TEST_CASE("Columns of a fixed-width file may overlap") {
  CHECK(feed_with("{type: text, at: 1-6}").columns.size() == 2);
  CHECK(feed_with("{type: text, at: 3-9}").columns.size() == 2);
}

TEST_CASE("A fixed-width file is divided by its lines, or by a length") {
  const Definition lines = feed_with("{type: text, at: 7}",
                                     "fixed: {skip_lines: 1, comment: '*', trailer: 'T{records}', "
                                     "line_end: '~'},");
  CHECK(lines.csv == Dialect{.delimiter = '\0',
                             .quote = {},
                             .has_header = false,
                             .skip_lines = 1,
                             .comment = "*",
                             .trailer = "T{records}",
                             .line_end = "~"});
  CHECK(lines.record_length == 0);
  const Definition whole = feed_with("{type: text, at: 7}", "fixed: {record_length: 80},");
  CHECK(whole.record_length == 80);
  CHECK_FALSE(feed_with("{type: text, at: 7}").csv.has_header);
}

TEST_CASE("A span that is none is refused") {
  for (const char* at : {"19-10", "0-3", "10-", "ten", "1-99999999"}) {
    check_refused("d.yaml:6: \"at\" of column \"v\" of feed \"accounts\" is \"" + std::string(at) +
                      "\"; wanted two positions from 1",
                  "{type: text, at: " + std::string(at) + "}");
  }
  check_refused("has no key \"at\"", "{type: text}");
}

TEST_CASE("Keys of other files are refused in a fixed-width feed, and its keys in others") {
  check_refused("d.yaml:6: \"header\" of column \"v\"", "{type: text, header: V}");
  check_refused("\"path\" of column \"v\"", "{type: text, path: /v}");
  check_refused("\"position\" of column \"v\"", "{type: text, position: 2}");
  check_refused("\"optional\" of column \"v\"", "{type: text, at: 7, optional: yes}");
  check_refused("a field is a text already", "{type: text, at: 7, from: string}");
  check_refused("a field holds one text", "{type: \"text[]\", at: 7}");
  check_refused("\"csv\" of feed \"accounts\" is not allowed", "{type: text, at: 7}", "csv: {},");
  check_refused("\"records\" of feed \"accounts\" is not allowed", "{type: text, at: 7}",
                "records: /a,");
  check_refused("\"at\" of column \"v\"", "{type: text, at: 7}", "", "csv", "header: id");
  check_refused("\"at\" of column \"v\"", "{type: text, at: 7}", "", "json", "path: /id");
  check_refused("\"fixed\" of feed \"accounts\" is not allowed", "{type: text}", "fixed: {},",
                "csv", "header: id");
}

TEST_CASE("Keys that contradict each other are refused") {
  check_refused("\"line_end\" of fixed of feed \"accounts\" contradicts `record_length:`",
                "{type: text, at: 7}", "fixed: {record_length: 80, line_end: '~'},");
  check_refused("\"comment\" of fixed of feed \"accounts\" contradicts `record_length:`",
                "{type: text, at: 7}", "fixed: {record_length: 80, comment: '*'},");
  check_refused("\"max_record_bytes\" of feed \"accounts\" is less than the `record_length:`",
                "{type: text, at: 7}", "fixed: {record_length: 8000}, max_record_bytes: 4 KiB,");
  check_refused("wanted a whole number from 1", "{type: text, at: 7}",
                "fixed: {record_length: 0},");
  check_refused("unknown key \"delimiter\"", "{type: text, at: 7}", "fixed: {delimiter: ';'},");
  check_refused("contradicts `decimal:`",
                "{type: numeric, at: 7, decimal: \",\", implied_decimals: 2}");
  check_refused("the column's type is text", "{type: text, at: 7, implied_decimals: 2}");
}
