#include <string>

#include "loading/statements.hpp"
#include "support/catch.hpp"

using nightjar::feed::ColumnType;
using nightjar::feed::Definition;
using nightjar::loading::statement;

namespace {

/// A feed whose names would end a statement, were they not quoted.
Definition hostile() {
  Definition feed;
  feed.schema = "a\"b";
  feed.table = "t; DROP TABLE x; --";
  feed.columns = {{"key \"one\"", ColumnType::text, "/k", {}, {}, {}},
                  {"select", ColumnType::text, "/s", {}, {}, {}},
                  {":table", ColumnType::text, "/t", {}, {}, {}}};
  feed.key = {0, 2};
  return feed;
}

}  // namespace

TEST_CASE("A statement names a feed's tables between quotes") {
  CHECK(statement(":table", hostile()) == "\"a\"\"b\".\"t; DROP TABLE x; --\"");
  CHECK(statement(":past", hostile()) == "\"a\"\"b\".\"t; DROP TABLE x; --_past\"");
  CHECK(statement(":staging", hostile()) == "\"a\"\"b\".\"t; DROP TABLE x; --_staging\"");
}

TEST_CASE("A statement lists a feed's columns in the definition's order, each between quotes") {
  CHECK(statement("(:columns)", hostile()) == R"(("key ""one""", "select", ":table"))");
  CHECK(statement("(:staged_columns)", hostile()) ==
        R"((staged."key ""one""", staged."select", staged.":table"))");
  CHECK(statement(":known_columns_as_before", hostile()) ==
        R"(known."key ""one""" AS "before 0", known."select" AS "before 1", )"
        R"(known.":table" AS "before 2")");
  CHECK(statement(":before_columns", hostile()) == R"("before 0", "before 1", "before 2")");
}

TEST_CASE("A statement that takes no parameters has its values in it") {
  CHECK(statement(":staging, :run_id", hostile(), {{"run_id", "7"}}) ==
        "\"a\"\"b\".\"t; DROP TABLE x; --_staging\", 7");
}

TEST_CASE("A statement names the table that a batch arrives in") {
  CHECK(statement(":incoming", hostile()) == "\"t; DROP TABLE x; --_incoming\"");
}

TEST_CASE("A statement joins on all columns of the key and sets all others") {
  CHECK(statement(":same_key", hostile()) ==
        R"(known."key ""one""" = staged."key ""one""" AND known.":table" = staged.":table")");
  CHECK(statement(":assignments", hostile()) == R"("select" = staged."select", )");
}
