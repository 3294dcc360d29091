#include "json/utf8.hpp"
#include "support/catch.hpp"

using nightjar::json::is_utf8;

TEST_CASE("UTF-8 is distinguished from other bytes") {
  for (const auto* text :
       {"", "a", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
        "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    CHECK(is_utf8(text));
  }
  // Stray and missing continuations, overlong forms, surrogates, beyond U+10FFFF, Latin-1.
  for (const auto* text : {"\x80", "\xbf", "\xc2",
                           "\xc2"
                           "a",
                           "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80",
                           "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80",
                           "\xf5\x80\x80\x80", "\xff", "\xe9t\xe9", "\xe2\x82"}) {
    CHECK_FALSE(is_utf8(text));
    CHECK_FALSE(is_utf8(std::string(70, 'a') + text));
  }
  CHECK(is_utf8(std::string_view("\0", 1)));
}
