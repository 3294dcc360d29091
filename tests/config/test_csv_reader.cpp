#include <string>

#include "base/error.hpp"
#include "config/dataset_reader.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::Misconfigured;
using nightjar::config::read_dataset;
using nightjar::csv::Dialect;
using nightjar::csv::Escape;
using nightjar::feed::Definition;
using nightjar::yaml::Value;

namespace {

/// A CSV feed with this `csv:` and these columns besides its key.
Definition feed_with(const std::string& csv, const std::string& key_column = "{type: text}",
                     const std::string& format = "csv") {
  return read_dataset(Value::of_text("dataset: shop\n"
                                     "source: file:///srv/shop/\n"
                                     "feeds:\n"
                                     "  articles:\n"
                                     "    file: a.csv\n"
                                     "    format: " +
                                         format +
                                         "\n"
                                         "    kind: snapshot\n"
                                         "    key: id\n"
                                         "    csv: " +
                                         csv +
                                         "\n"
                                         "    columns:\n"
                                         "      id: " +
                                         key_column + "\n",
                                     "d.yaml"))
      .feeds.front();
}

void check_refused(const std::string& csv, const std::string& message,
                   const std::string& key_column = "{type: text}",
                   const std::string& format = "csv") {
  CAPTURE(csv);
  try {
    feed_with(csv, key_column, format);
    FAIL_CHECK("not refused");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), Contains(message));
    CHECK_FALSE(error.remedy().empty());
  }
}

}  // namespace

TEST_CASE("A CSV feed may have a dialect of its own") {
  CHECK(feed_with("{}").csv == Dialect{});
  CHECK(feed_with("{delimiter: \"\\t\", quote: none, escape: backslash}").csv ==
        Dialect{.delimiter = '\t', .quote = {}, .escape = Escape::backslash});
  CHECK(feed_with("{delimiter: ';', quote: \"'\", skip_lines: 2, comment: '#', "
                  "trailer: 'TRAILER;{records}', line_end: '|$|'}")
            .csv == Dialect{.delimiter = ';',
                            .quote = '\'',
                            .skip_lines = 2,
                            .comment = "#",
                            .trailer = "TRAILER;{records}",
                            .line_end = "|$|"});
}

TEST_CASE("The columns of a file without a header line have positions") {
  const Definition feed = feed_with("{header: no}", "{type: text, position: 3}");
  CHECK_FALSE(feed.csv.has_header);
  CHECK(feed.columns.front().source == "3");
}

TEST_CASE("A dialect that contradicts itself is refused at its line") {
  check_refused("{delimiter: ';;'}", "d.yaml:9: \"delimiter\" of csv of feed \"articles\"");
  check_refused("{delimiter: x}", "wanted one character");
  check_refused("{delimiter: '\"'}", "the delimiter is the quote too");
  check_refused("{delimiter: ';', quote: ';'}", "is the delimiter too");
  check_refused("{delimiter: '\\', escape: backslash}", "which is the delimiter or the quote too");
  check_refused("{quote: none, escape: doubled}", "but there are no quotes");
  check_refused("{escape: twice}", "wanted one of doubled, backslash");
  check_refused("{skip_lines: -1}", "wanted a whole number from 0 to 10000");
  check_refused("{skip_lines: 1.5}", "wanted a whole number from 0 to 10000");
  check_refused("{comment: ''}", "wanted the beginning of a line");
  check_refused("{comment: '\"'}", "wanted the beginning of a line");
  check_refused("{trailer: '*'}", "which matches every record");
  check_refused("{line_end: '123456789'}", "wanted 1 to 8 bytes");
  check_refused("{line_end: ','}", "is the delimiter too");
  check_refused("{separator: ';'}", "unknown key \"separator\"");
}

TEST_CASE("A key of another kind of file is refused with the right one") {
  check_refused("{header: no}", "has no key \"position\"");
  check_refused("{header: no}", "d.yaml:11: \"header\" of column \"id\"",
                "{type: text, header: a}");
  check_refused("{header: no}", "wanted a whole number from 1", "{type: text, position: 0}");
  check_refused("{}", "d.yaml:11: \"position\" of column \"id\"", "{type: text, position: 1}");
  check_refused("{}", "d.yaml:9: \"csv\" of feed \"articles\" is not allowed", "{type: text}",
                "json");
}

TEST_CASE("Two columns of one position are refused") {
  check_refused("{header: no}", "both read the position \"1\"",
                "{type: text, position: 1}\n      name: {type: text, position: 1}");
}
