#include "base/utf8.hpp"
#include "support/catch.hpp"

using nightjar::character_length;
using nightjar::has_control_character;
using nightjar::readable;
using namespace std::string_view_literals;

TEST_CASE("A character's length is returned where one begins, as in PostgreSQL") {
  CHECK(character_length("ab") == 1);
  CHECK(character_length(std::string_view("\0", 1)) == 1);
  CHECK(character_length("\xc3\xa9") == 2);
  CHECK(character_length("\xe2\x98\x83") == 3);
  CHECK(character_length("\xf0\x9f\x98\x80!") == 4);
  for (const auto* text : {"\x80", "\xc2", "\xc0\x80", "\xe0\x80\x80", "\xe2\x82", "\xed\xa0\x80",
                           "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"}) {
    CHECK(character_length(text) == 0);
  }
}

TEST_CASE("Any bytes become text that PostgreSQL takes, and what is text already stays") {
  CHECK(readable("caf\xc3\xa9 \xf0\x9f\x98\x80 \t\n\x01 C:\\x") ==
        "caf\xc3\xa9 \xf0\x9f\x98\x80 \t\n\x01 C:\\x");
  CHECK(readable("caf\xe9"sv) == "caf\\xE9");
  CHECK(readable("a\0b"sv) == "a\\x00b");
  CHECK(readable("\xc0\x80 \xed\xa0\x80 \xe2\x82"sv) == "\\xC0\\x80 \\xED\\xA0\\x80 \\xE2\\x82");
  CHECK(readable("").empty());
}

TEST_CASE("A control character is found at any position") {
  CHECK(has_control_character("a\nb"));
  CHECK(has_control_character("\x7f"));
  CHECK(has_control_character("\0"sv));
  CHECK_FALSE(has_control_character("a b \xc3\xa9\xff"));
}
