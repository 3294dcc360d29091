#include <array>
#include <stdexcept>

#include "base/error.hpp"
#include "support/catch.hpp"
#include "yaml/mapping.hpp"

using Catch::Contains;
using nightjar::Misconfigured;
using nightjar::yaml::Keys;
using nightjar::yaml::Mapping;
using nightjar::yaml::Value;

namespace {

const Keys& keys() {
  static const Keys keys{
      "feed",
      "a feed",
      {{"file", {}, {}, {}, "file: x"},
       {"columns", {}, {}, {}, "columns: {}"},
       {"format", {}, {}, {}, "format: json"},
       {"a", {}, {}, {}, "a: 1"},
       {"b", {}, {}, {}, "b: 1"},
       {"v", {}, {}, {}, "v: 1"}},
  };
  return keys;
}

Mapping mapping_of(const char* yaml) {
  return Mapping(Value::of_text(yaml, "f.yaml"), "feed \"books\"", keys());
}

Value value_of(const char* yaml) { return mapping_of(yaml).require("v"); }

}  // namespace

TEST_CASE("A mapping refuses an unknown key, with its line and the nearest known one") {
  Mapping mapping = mapping_of("file: x\ncolums: 1\n");
  CHECK(mapping.find("file")->text() == "x");
  CHECK_FALSE(mapping.find("columns"));
  CHECK_THROWS_WITH(
      mapping.finish(),
      "f.yaml:2: unknown key \"colums\" in feed \"books\"; did you mean \"columns\"?");
}

TEST_CASE("A mapping that lacks a key points at its misspelling") {
  CHECK_THROWS_WITH(
      mapping_of("file: x\ncolums: 1\n").require("columns"),
      "f.yaml:2: unknown key \"colums\" in feed \"books\"; did you mean \"columns\"?");
}

TEST_CASE("A mapping that lacks a key says so and shows one") {
  try {
    mapping_of("file: x\n").require("format");
    FAIL("not refused");
  } catch (const Misconfigured& error) {
    CHECK(std::string(error.what()) == "f.yaml:1: feed \"books\" has no key \"format\"");
    CHECK(error.remedy() == "add it, for example: format: json");
  }
}

TEST_CASE("A reader that asks for a key that its table lacks has an error") {
  CHECK_THROWS_AS(mapping_of("{file: x}").find("member"), std::logic_error);
}

TEST_CASE("A mapping of which every key was asked for finishes") {
  Mapping mapping = mapping_of("{a: 1, b: 2}");
  CHECK(mapping.find("a"));
  CHECK(mapping.find("b"));
  CHECK_NOTHROW(mapping.finish());
}

TEST_CASE("A mapping names what it finds instead of a map") {
  CHECK_THROWS_WITH(mapping_of("[1]"), "f.yaml:1: the file is a list; wanted a map");
  CHECK_THROWS_WITH(mapping_of(""), "f.yaml:1: the file is empty; wanted a map");
  CHECK_THROWS_WITH(mapping_of("word"), "f.yaml:1: the file is \"word\"; wanted a map");
}

TEST_CASE("A flag is a plain yes or no") {
  CHECK(value_of("v: yes").flag());
  CHECK(value_of("v: true").flag());
  CHECK_FALSE(value_of("v: off").flag());
  const auto wrong = GENERATE("v: 'yes'", "v: 1", "v: Yes", "v:", "v: [yes]");
  CAPTURE(wrong);
  CHECK_THROWS_WITH(value_of(wrong).flag(), Contains("wanted yes or no"));
}

TEST_CASE("A number is a plain decimal number within its bounds") {
  CHECK(value_of("v: 0").number(0, 100) == 0);
  CHECK(value_of("v: 12.5").number(0, 100) == 12.5);
  CHECK(value_of("v: 100").number(0, 100) == 100);
  const auto wrong = GENERATE("v: 100.1", "v: -1", "v: 5%", "v: nan", "v: inf", "v: '5'", "v: 1 2",
                              "v: 0x10", "v: 1e999", "v:", "v: {a: 1}");
  CAPTURE(wrong);
  CHECK_THROWS_WITH(value_of(wrong).number(0, 100), Contains("wanted a number from 0 to 100"));
}

TEST_CASE("A size is a count of bytes, alone or in KiB, MiB or GiB") {
  CHECK(value_of("v: 4096").bytes(0, 1 << 30) == 4096);
  CHECK(value_of("v: 512 KiB").bytes(0, 1 << 30) == 512 << 10);
  CHECK(value_of("v: 16MiB").bytes(0, 1 << 30) == 16 << 20);
  CHECK(value_of("v: 1 GiB").bytes(0, 1 << 30) == 1 << 30);
  const auto wrong = GENERATE("v: 16 MB", "v: 16m", "v: -1", "v: 1.5 MiB", "v: 2 GiB", "v: 7 bytes",
                              "v: 18446744073709551615 GiB", "v: 99999999999999999999", "v: ''",
                              "v:", "v: 16  MiB");
  CAPTURE(wrong);
  CHECK_THROWS_WITH(value_of(wrong).bytes(0, 1 << 30), Contains("wanted a size"));
}

TEST_CASE("A word that is none of those wanted is answered with the nearest") {
  constexpr std::array<std::pair<std::string_view, int>, 2> words{{{"snapshot", 1}, {"append", 2}}};
  CHECK(value_of("v: append").one_of(words) == 2);
  CHECK_THROWS_WITH(value_of("v: snapsot").one_of(words),
                    "f.yaml:1: \"v\" of feed \"books\" is \"snapsot\"; wanted one of snapshot, "
                    "append; did you mean \"snapshot\"?");
  CHECK_THROWS_WITH(value_of("v: [append]").one_of(words), Contains("is a list; wanted one of"));
}

TEST_CASE("A text is any scalar as written, but no list, map or null") {
  CHECK(value_of("v: 007").text() == "007");
  CHECK(value_of("v: no").text() == "no");
  CHECK(value_of("v: ''").text().empty());
  const auto wrong = GENERATE("v: [a]", "v: {a: b}", "v:", "v: ~", "v: null");
  CAPTURE(wrong);
  CHECK_THROWS_WITH(value_of(wrong).text(), Contains("wanted a text"));
}

TEST_CASE("The items of a single text are that text, and each item knows its line") {
  CHECK(value_of("v: one").items().size() == 1);
  const auto items = value_of("v:\n  - a\n  - [b]\n").items();
  REQUIRE(items.size() == 2);
  CHECK(items[1].line() == 3);
  CHECK_THROWS_WITH(items[1].text(),
                    "f.yaml:3: item 2 of \"v\" of feed \"books\" is a list; wanted a text");
}
