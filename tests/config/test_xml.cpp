#include <string>

#include "base/error.hpp"
#include "config/dataset_reader.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::Misconfigured;
using nightjar::config::read_dataset;
using nightjar::feed::Definition;
using nightjar::yaml::Value;

namespace {

/// A feed with this column besides its key, and these keys.
Definition feed_with(const std::string& column,
                     const std::string& keys = "records: /catalog/book,") {
  return read_dataset(
             Value::of_text("dataset: shop\nsource: file:///srv/shop/\nfeeds:\n"
                            "  books: {file: b.xml, kind: snapshot, key: id, format: xml, " +
                                keys + "\n    columns: {id: {type: text, path: /@id},\n      v: " +
                                column + "}}\n",
                            "d.yaml"))
      .feeds.front();
}

void check_refused(const std::string& message, const std::string& column,
                   const std::string& keys = "records: /catalog/book,") {
  CAPTURE(column, keys);
  try {
    feed_with(column, keys);
    FAIL_CHECK("not refused");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), Contains(message));
    CHECK_FALSE(error.remedy().empty());
  }
}

}  // namespace

TEST_CASE("A feed of XML says which elements are its records, and columns have paths in them") {
  const Definition feed = feed_with("{type: \"text[]\", path: /dc:authors/author/*}");
  CHECK(feed.records == "/catalog/book");
  CHECK(feed.columns[1].source == "/dc:authors/author/*");
  CHECK(feed_with("{type: text}").columns[1].source == "/v");
  CHECK(feed_with("{type: text, path: /a/0/@b-c}").columns[1].source == "/a/0/@b-c");
  CHECK(feed_with("{type: text, path: /text()}").columns[1].source == "/text()");
}

TEST_CASE("Values of XML are trimmed, and an empty element is an empty text") {
  CHECK(feed_with("{type: text}").columns[1].form.is_trimmed);
  CHECK(feed_with("{type: text}").columns[1].form.empty_is_value);
  CHECK_FALSE(feed_with("{type: text, trim: no}").columns[1].form.is_trimmed);
  CHECK_FALSE(feed_with("{type: text, empty: \"null\"}").columns[1].form.empty_is_value);
  CHECK_FALSE(feed_with("{type: integer}").columns[1].form.empty_is_value);
}

TEST_CASE("A path that leads to no element or attribute is refused at its line") {
  for (const char* path : {"v", "/", "/a/", "/a//b", "/@a/b", "/*", "/0/a", "/a/*/0", "/a b", "/@",
                           "/text()/a", "/a[1]"}) {
    check_refused("d.yaml:6: \"path\" of column \"v\" of feed \"books\" is \"" + std::string(path) +
                      "\", which",
                  "{type: text, path: \"" + std::string(path) + "\"}");
  }
}

TEST_CASE("The path to the records is required, and consists of names") {
  check_refused("has no key \"records\"", "{type: text}", "");
  for (const char* path : {"", "/", "catalog", "/catalog/*", "/catalog/0", "/catalog/@id"}) {
    check_refused("d.yaml:4: \"records\" of feed \"books\" is \"" + std::string(path) + "\"",
                  "{type: text}", "records: \"" + std::string(path) + "\",");
  }
}

TEST_CASE("Keys of other files are refused in a feed of XML") {
  check_refused("\"encoding\" of feed \"books\" is not allowed", "{type: text}",
                "records: /a/b, encoding: latin1,");
  check_refused("\"csv\" of feed \"books\" is not allowed", "{type: text}",
                "records: /a/b, csv: {},");
  check_refused("\"fixed\" of feed \"books\" is not allowed", "{type: text}",
                "records: /a/b, fixed: {},");
  check_refused("\"header\" of column \"v\"", "{type: text, header: V}");
  check_refused("\"at\" of column \"v\"", "{type: text, at: 1-2}");
  check_refused("\"from\" of column \"v\"", "{type: integer, from: string}");
  check_refused("\"optional\" of column \"v\"", "{type: text, optional: yes}");
}
