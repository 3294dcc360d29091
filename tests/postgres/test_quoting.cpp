#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "postgres/quoting.hpp"
#include "support/catch.hpp"

using nightjar::postgres::array_of;
using nightjar::postgres::quoted_name;
using nightjar::postgres::substitute;

TEST_CASE("A quoted name is one name, whatever its characters") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"films", "\"films\""}, {"Films", "\"Films\""},
      {"", "\"\""},           {"a b", "\"a b\""},
      {"\"", "\"\"\"\""},     {"x\"; DROP TABLE films; --", "\"x\"\"; DROP TABLE films; --\""},
      {"a.b", "\"a.b\""},     {"é", "\"é\""}};
  for (const auto& [name, quoted] : cases) CHECK(quoted_name(name) == quoted);
  CHECK(quoted_name("vendor", "books") == "\"vendor\".\"books\"");
}

TEST_CASE("A statement gets its names where it asks for them, and nothing else changes") {
  const nightjar::postgres::Substitutions names{
      {"table", "\"s\".\"t\""}, {"table_past", "\"s\".\"p\""}, {"twice", ":table"}};
  const std::vector<std::pair<std::string, std::string>> cases{
      {"SELECT 1", "SELECT 1"},
      {"", ""},
      {"FROM :table", "FROM \"s\".\"t\""},
      {":table:table", "\"s\".\"t\"\"s\".\"t\""},
      {"FROM :table_past AS p", "FROM \"s\".\"p\" AS p"},
      {"$1::bigint", "$1::bigint"},
      {"$1::bigint[]::text", "$1::bigint[]::text"},
      {":twice", ":table"},
      {"x := 1", "x := 1"},
      {"a : b", "a : b"},
      {"ends with :", "ends with :"},
      {"ends with ::", "ends with ::"}};
  for (const auto& [sql, result] : cases) {
    INFO(sql);
    CHECK(substitute(sql, names) == result);
  }
}

TEST_CASE("A statement with a name that is not given is a bug in the program") {
  CHECK_THROWS_AS(substitute("FROM :tabel", {{"table", "t"}}), std::logic_error);
}

TEST_CASE("Numbers become the text of an array") {
  CHECK(array_of(std::vector<std::int64_t>{}) == "{}");
  CHECK(array_of(std::vector<std::int64_t>{1, -2, INT64_MAX}) == "{1,-2,9223372036854775807}");
}

TEST_CASE("Texts become the text of an array, whatever their characters") {
  using Texts = std::vector<std::string>;
  CHECK(array_of(Texts{}) == "{}");
  CHECK(array_of(Texts{"shop", "a,b", "", "say \"x\" \\", "{NULL}"}) ==
        R"({"shop","a,b","","say \"x\" \\","{NULL}"})");
}
