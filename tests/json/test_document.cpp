#include <string>

#include "base/printable.hpp"
#include "json/document.hpp"
#include "json/text.hpp"
#include "support/catch.hpp"

using namespace nightjar;
using json::Document;
using json::dump;

TEST_CASE("A document is one line, with its members in the order in which they were added") {
  CHECK(dump(Document{{"z", 1}, {"a", {{"y", nullptr}, {"b", true}}}, {"m", Document::array()}}) ==
        R"({"z":1,"a":{"y":null,"b":true},"m":[]})");
  CHECK(dump(Document{{"only", "one"}}) == R"({"only":"one"})");
}

TEST_CASE("A text is escaped as json::quoted does") {
  const std::string text = "\"\\/\b\f\n\r\t\x01\x1f\x7f é \U0001f468";
  CHECK(dump(text) == json::quoted(text));
}

TEST_CASE("Bytes that are not UTF-8 become U+FFFD and never throw") {
  CHECK(dump("\xff.json") == "\"\ufffd.json\"");
  CHECK(dump("a\xe2\x82") == "\"a\ufffd\"");
  CHECK(dump(Document{{"\xe9", "\xed\xa0\x80\xc0\xaf"}}).starts_with("{\"\ufffd\":\"\ufffd"));
}

TEST_CASE("Seconds are rounded to milliseconds") {
  CHECK(dump(json::seconds(1.2344999)) == "1.234");
  CHECK(dump(json::seconds(0.1 + 0.2)) == "0.3");
  CHECK(dump(json::seconds(86400)) == "86400.0");
}

TEST_CASE("What is not there is null") {
  CHECK(dump(json::instant_or_null(std::nullopt)) == "null");
  CHECK(dump(json::instant_or_null(parse_instant("2022-01-01T00:00:00Z"))) ==
        R"("2022-01-01T00:00:00Z")");
  CHECK(dump(json::text_or_null("")) == "null");
  CHECK(dump(json::text_or_null("a")) == R"("a")");
}

TEST_CASE("JSON from elsewhere becomes a member byte by byte") {
  CHECK(
      json::with_members(R"({"a":1})", {{"b", "[1.10, 12345678901234567890.00]"}, {"c\"", "{}"}}) ==
      R"({"a":1,"b":[1.10, 12345678901234567890.00],"c\"":{}})");
  CHECK(json::with_members("{}", {{"a", "1"}}) == R"({"a":1})");
  CHECK(json::with_members("{}", {}) == "{}");
}
