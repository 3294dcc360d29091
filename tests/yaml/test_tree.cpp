#include <string>

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "yaml/tree.hpp"

using Catch::Contains;
using Catch::StartsWith;
using nightjar::Misconfigured;
using nightjar::yaml::parse;
using nightjar::yaml::Tree;
using nightjar::yaml::TreeKind;

TEST_CASE("A parsed document keeps the order of its keys and the line of each") {
  const Tree tree = parse("# comment\nzebra: 1\napple:\n  - x\n  - y\n", "f.yaml");
  REQUIRE(tree.kind == TreeKind::map);
  REQUIRE(tree.entries.size() == 2);
  CHECK(tree.entries[0].key == "zebra");
  CHECK(tree.entries[0].line == 2);
  CHECK(tree.entries[1].key == "apple");
  CHECK(tree.entries[1].line == 3);
  REQUIRE(tree.entries[1].value.items.size() == 2);
  CHECK(tree.entries[1].value.items[1].text == "y");
  CHECK(tree.entries[1].value.items[1].line == 5);
}

TEST_CASE("A parsed scalar is the text as written, and says whether it was quoted") {
  const Tree tree = parse("[no, 'no', 1.0, '', ~, \"null\", null]", "f.yaml");
  REQUIRE(tree.items.size() == 7);
  CHECK(tree.items[0].text == "no");
  CHECK_FALSE(tree.items[0].quoted);
  CHECK(tree.items[1].quoted);
  CHECK(tree.items[2].text == "1.0");
  CHECK(tree.items[3].kind == TreeKind::scalar);
  CHECK(tree.items[3].text.empty());
  CHECK(tree.items[4].kind == TreeKind::null);
  CHECK(tree.items[5].kind == TreeKind::scalar);
  CHECK(tree.items[6].kind == TreeKind::null);
}

TEST_CASE("A document without content is a null") {
  CHECK(parse("", "f.yaml").kind == TreeKind::null);
  CHECK(parse("# nothing but a comment\n", "f.yaml").kind == TreeKind::null);
  CHECK(parse("\xEF\xBB\xBF"
              "a: 1",
              "f.yaml")
            .entries.size() == 1);
}

TEST_CASE("A document that is not strict YAML is refused with its file and line") {
  struct Case {
    const char* yaml;
    const char* message;
  };
  const auto refused = GENERATE(values<Case>({
      {"a: 1\nb: 2\na: 3\n", "f.yaml:3: key \"a\" is repeated, first on line 1"},
      {"x:\n  {a: 1, a: 2}", "f.yaml:2: key \"a\" is repeated, first on line 2"},
      {"a: 1\n'a': 3\n", "f.yaml:2: key \"a\" is repeated"},
      {"a: &here 1\n", "f.yaml:1: an anchor"},
      {"a: &here [1]\nb: *here\n", "f.yaml:1: an anchor"},
      {"a: !!int 3\n", "f.yaml:1: the tag"},
      {"a: !mine {b: 1}\n", "f.yaml:1: the tag"},
      {"a: 1\n---\nb: 2\n", "f.yaml:3: a second document"},
      {"? [a, b]\n: 1\n", "f.yaml:1: a list or map is used where a key is expected"},
      {"a: 1\n~: 1\n", "f.yaml:2: a key is null"},
      {"a: 1\n b: 2\n", "f.yaml:2: this is not YAML"},
      {"a:\n\t- 1\n", "f.yaml:2: this is not YAML"},
      {"a: [1, 2\n", "f.yaml:1: this is not YAML"},
      {"a: \"open\n", "f.yaml:1: this is not YAML"},
      {"a: 'open\nb: 1\n\n", "f.yaml:2: this is not YAML"},
      {"a: {type: text[], path: /x}\n", "f.yaml:1: this is not YAML"},
      {"a: 1\nb: *nowhere\n", "f.yaml:2: this is not YAML"},
  }));
  CAPTURE(refused.yaml);
  CHECK_THROWS_WITH(parse(refused.yaml, "f.yaml"), StartsWith(refused.message));
}

TEST_CASE("A document nested without end is refused, not followed") {
  CHECK_THROWS_AS(parse(std::string(100000, '['), "f.yaml"), Misconfigured);
  CHECK_THROWS_AS(parse(std::string(100000, '{'), "f.yaml"), Misconfigured);
}

TEST_CASE("A refusal of a document carries a remedy") {
  try {
    parse("a: [1", "f.yaml");
    FAIL("not refused");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.remedy(), Contains("indentation"));
  }
}

TEST_CASE("Loading a folder or a missing file is refused by its name") {
  const nightjar::support::TemporaryFolder folder;
  CHECK_THROWS_WITH(nightjar::yaml::load(folder.path()), Contains("is a folder"));
  CHECK_THROWS_WITH(nightjar::yaml::load(folder.path() / "none.yaml"), Contains("none.yaml"));
}
