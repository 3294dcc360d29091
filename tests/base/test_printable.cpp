#include <string>

#include "base/printable.hpp"
#include "support/catch.hpp"

using nightjar::printable;
using nightjar::printable_json;

TEST_CASE("What a terminal would obey is shown by its number") {
  CHECK(printable("a\x1b[2Jb\x07\b\r") == "a\\x1B[2Jb\\x07\\x08\\x0D");
  CHECK(printable(std::string("\0\x7f", 2)) == "\\x00\\x7F");
  CHECK(printable("\xc2\x9b"
                  "31m") == "\\u009B31m");
  CHECK(printable("gpj\u202eexe \u2066\u200f\ufeff\u2028") ==
        "gpj\\u202Eexe \\u2066\\u200F\\uFEFF\\u2028");
  CHECK(printable("\U000e0041") == "\\U000E0041");
}

TEST_CASE("Bytes that are not UTF-8 are shown one by one, and those that are stay") {
  CHECK(printable("\xff\xe9t\xe9") == "\\xFF\\xE9t\\xE9");
  CHECK(printable("\xe2\x82") == "\\xE2\\x82");
  CHECK(printable("\xc0\xaf \xed\xa0\x80 \xf4\x90\x80\x80") ==
        "\\xC0\\xAF \\xED\\xA0\\x80 \\xF4\\x90\\x80\\x80");
  CHECK(printable("é 日本 \U0001f468\u200d\U0001f469 C:\\x") ==
        "é 日本 \U0001f468\u200d\U0001f469 C:\\x");
}

TEST_CASE("Line breaks stay, and a tab is a space") { CHECK(printable("a\n\tb") == "a\n b"); }

TEST_CASE("A JSON text keeps its values and holds nothing that a terminal obeys") {
  CHECK(printable_json("{\"a\":\"\xc2\x9b\x7f\u202e é\",\"b\":\"\xff\U000e0041\"}\n") ==
        R"({"a":"\u009b\u007f\u202e é","b":"\ufffd\udb40\udc41"})"
        "\n");
}
