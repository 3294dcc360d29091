#include <string>

#include "base/error.hpp"
#include "config/dataset_reader.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::Misconfigured;
using nightjar::config::read_dataset;
using nightjar::feed::Definition;
using nightjar::feed::Each;
using nightjar::feed::Notation;
using nightjar::yaml::Value;

namespace {

/// A feed with these lines, and this column besides its key.
Definition feed_with(const std::string& lines, const std::string& column,
                     const std::string& format = "json") {
  return read_dataset(
             Value::of_text("dataset: shop\nsource: file:///srv/shop/\nfeeds:\n"
                            "  lines:\n    file: a\n    format: " +
                                format + "\n    kind: snapshot\n    key: no\n" + lines +
                                "    columns:\n      no: {type: text}\n      x: " + column + "\n",
                            "d.yaml"))
      .feeds.front();
}

void check_refused(const std::string& lines, const std::string& column, const std::string& message,
                   const std::string& format = "json") {
  CAPTURE(lines, column);
  try {
    feed_with(lines, column, format);
    FAIL_CHECK("not refused");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), Contains("d.yaml:") && Contains(message));
    CHECK_FALSE(error.remedy().empty());
  }
}

constexpr const char* each = "    each: /lines\n";

}  // namespace

TEST_CASE("A feed may be of the elements of an array") {
  CHECK(feed_with(each, "{type: text}").each == Each{"/lines"});
  CHECK(feed_with("    each: {path: /a/lines, format: python}\n", "{type: text}").each ==
        Each{"/a/lines", Notation::python});
  CHECK_FALSE(feed_with("", "{type: text}").each);
  CHECK(feed_with(each, "{type: text}").columns[1].source == "/x");
  for (const std::string path : {"^/id", "^/a/b", "/~index", "/~key", "/a/*/b"}) {
    CHECK(feed_with(each, "{type: text, path: " + path + "}").columns[1].source == path);
  }
  CHECK(feed_with(each, "{type: text, path: \"\"}").columns[1].source.empty());
  CHECK(feed_with("    each: /lines\n    records: /data/*\n", "{type: text, path: ^/~key}")
            .columns[1]
            .source == "^/~key");
}

TEST_CASE("A child feed of a CSV has paths in the element, and fields of the record") {
  CHECK(feed_with(each, "{type: text, path: ^/user id}", "csv").columns[1].source == "^/user id");
  CHECK(feed_with(each, "{type: \"text[]\", path: /tags}", "csv").columns[1].source == "/tags");
  CHECK(feed_with(each, "{type: text, path: ^/x, optional: yes}", "csv").columns[1].is_optional);
  CHECK(feed_with(each, "{type: integer, from: string}", "csv").columns[1].form.is_in_string);
  check_refused(each, "{type: text, header: x}", "header", "csv");
  check_refused(each, "{type: text, path: ^/a/b}", "goes into a field of a CSV", "csv");
  check_refused(each, "{type: \"text[]\", path: ^/tags}", "a field holds one text", "csv");
  check_refused(each, "{type: text, optional: yes}", "read from an element", "csv");
  check_refused(each, "{type: text, path: ^/lines}", "as `each:` does", "csv");
}

TEST_CASE("What contradicts each: or lacks it is refused with its place") {
  check_refused("    each: lines\n", "{type: text}", "does not begin with /");
  check_refused("    each: \"\"\n", "{type: text}", "does not begin with /");
  check_refused("    each: /a/*/lines\n", "{type: text}", "has a *");
  check_refused("    each: {format: python}\n", "{type: text}", "has no key \"path\"");
  check_refused("    each: {path: /lines, format: xml}\n", "{type: text}", "python");
  check_refused("", "{type: text, path: ^/id}", "only a feed with `each:` has");
  check_refused("", "{type: text, path: /~index}", "only a feed with `each:` has");
  check_refused(each, "{type: text, path: ^id}", "after the ^ does not begin with /");
  check_refused(each, "{type: text, path: ^/~index}", "has a ~");
  check_refused(each, "{type: text, path: ^/~key}", "names no object");
  check_refused(each, "{type: text, path: x}", "does not begin with /");
  check_refused(each, "{type: text, at: 1-2}", "format is fixed", "fixed");
  check_refused("    records: /orders/order\n    each: /lines\n", "{type: text}", "format is xml",
                "xml");
}

TEST_CASE("One file may feed a table and those of its arrays, but not two tables") {
  const auto dataset = [](const std::string& more) {
    const std::string feed =
        "    file: a\n    format: json\n    kind: snapshot\n    key: no\n"
        "    columns: {no: {type: text}}\n";
    return read_dataset(
        Value::of_text("dataset: shop\nsource: file:///srv/shop/\nfeeds:\n  orders:\n" + feed +
                           "  lines:\n" + feed + more + "  parts:\n" + feed + "    each: /parts\n",
                       "d.yaml"));
  };
  CHECK(dataset("    each: /lines\n").feeds.size() == 3);
  CHECK_THROWS_WITH(dataset(""), Contains("has named already"));
}
