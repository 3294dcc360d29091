#include <string>

#include "console/text.hpp"
#include "support/catch.hpp"

using nightjar::console::shortened;
using nightjar::console::Text;
using nightjar::console::Tone;

TEST_CASE("A text holds nothing that acts on a terminal, with colours or without") {
  const Text text(
      "\033]0;owned\007 \xc2\x9b"
      "2J",
      Tone::failed);
  CHECK(text.str() == "\\x1B]0;owned\\x07 \\u009B2J");
  CHECK(text.colored() == "\033[1;31m\\x1B]0;owned\\x07 \\u009B2J\033[0m");
}

TEST_CASE("The colour of a word ends with it, and with its line") {
  const Text text = Text("run 1: ") + Text("loaded\nagain", Tone::healthy) + " here";
  CHECK(text.colored() == "run 1: \033[32mloaded\033[0m\n\033[32magain\033[0m here");
}

TEST_CASE("A width counts columns: two for a character of East Asia, none for an accent") {
  CHECK(Text("réunion").width() == 7);
  CHECK(Text("re\u0301union").width() == 7);
  CHECK(Text("日本").width() == 4);
}

TEST_CASE("A long line is broken between words, and goes on where it began") {
  const Text text = "  one two three\nfour\n";
  CHECK(text.wrapped(9).str() == "  one two\n  three\nfour\n");
  CHECK(text.wrapped(80).str() == text.str());
  CHECK(Text("abcdefghij k").wrapped(4).str() == "abcd\nefgh\nij k");
  CHECK(Text("日本語").wrapped(5).str() == "日本\n語");
}

TEST_CASE("A break keeps the colours of both parts") {
  const Text text = Text("one ") + Text("two three", Tone::late);
  CHECK(text.wrapped(7).colored() == "one \033[33mtwo\033[0m\n\033[33mthree\033[0m");
}

TEST_CASE("What is cut ends with an ellipsis and is as wide as it may be at most") {
  CHECK(shortened("short", 5).str() == "short");
  CHECK(shortened("longer", 5).str() == "long…");
  CHECK(shortened("日本語", 5).str() == "日本…");
  CHECK(shortened("two\nlines", 20).str() == "two lines");
}
