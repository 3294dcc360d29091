#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "schema/module_schemas.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::feed::Dataset;
using nightjar::schema::MigrationHistory;
using nightjar::schema::Migrations;
using nightjar::schema::require_own_schemas;
using nightjar::schema::schemas_created_by;
using nightjar::schema::schemas_of;

namespace {

std::string created_by(const std::string& sql) {
  std::string text;
  for (const auto& schema : schemas_created_by(sql)) {
    text += schema.name + ":" + std::to_string(schema.line) + " ";
  }
  return text;
}

Migrations module(const std::string& name, const std::string& sql) {
  Migrations migrations;
  migrations.module = name;
  migrations.repeatable.push_back({"/m/" + name + "/100_x.sql", "100_x.sql", sql, ""});
  return migrations;
}

Dataset dataset(const std::string& name, const std::string& of_module) {
  Dataset described;
  described.name = name;
  described.file = "/d/" + name + ".yaml";
  described.module = of_module;
  return described;
}

/// What is refused, or nothing.
std::string refusal(const std::vector<Migrations>& modules, const std::vector<Dataset>& datasets,
                    const MigrationHistory& history = {}) {
  std::vector<Migrations> folders{module("nightjar", "")};
  folders.insert(folders.end(), modules.begin(), modules.end());
  try {
    require_own_schemas(folders, datasets, history);
  } catch (const nightjar::Misconfigured& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("The schemas that a script creates are read from its code, not from its texts") {
  CHECK(created_by("CREATE SCHEMA shop;") == "shop:1 ");
  CHECK(created_by("\ncreate  schema\n  if not exists Shop AUTHORIZATION ann;") == "shop:2 ");
  CHECK(created_by("CREATE SCHEMA AUTHORIZATION ann;") == "ann:1 ");
  CHECK(created_by("CREATE SCHEMA \"My Shop\"; ALTER SCHEMA a RENAME TO b;") == "My Shop:1 b:1 ");
  CHECK(created_by("-- CREATE SCHEMA a;\n/* CREATE SCHEMA b;\n*/ SELECT 'CREATE SCHEMA c';") == "");
  CHECK(created_by("-- it's\nCREATE SCHEMA shop; SELECT 'it''s'; CREATE SCHEMA more;") ==
        "shop:2 more:2 ");
  CHECK(created_by("DO $$ BEGIN CREATE SCHEMA inside; END $$;") == "inside:1 ");
  CHECK(created_by("SELECT \"'\" FROM t; CREATE SCHEMA shop; SELECT '") == "shop:1 ");
}

TEST_CASE("A module's schemas are those of its datasets and those that it creates") {
  CHECK(schemas_of(module("shop", "CREATE SCHEMA figures; CREATE SCHEMA shop;"),
                   std::vector<Dataset>{dataset("shop", "shop"), dataset("stock", "shop"),
                                        dataset("other", "")}) ==
        std::vector<std::string>{"figures", "shop", "stock"});
}

TEST_CASE("A schema has one owner") {
  const auto shop = module("shop", "\nCREATE SCHEMA figures;");
  CHECK(refusal({shop}, {dataset("shop", "shop"), dataset("weather", "")}) == "");
  CHECK(refusal({shop, module("other", "CREATE SCHEMA figures;")}, {}) ==
        "module shop and module other both claim the schema figures: /m/shop/100_x.sql:2 and "
        "/m/other/100_x.sql:1");
  CHECK_THAT(refusal({shop}, {dataset("figures", "")}),
             Contains("dataset figures and module shop both claim the schema figures: "
                      "/d/figures.yaml and /m/shop/100_x.sql:2"));
  CHECK_THAT(refusal({module("shop", "CREATE SCHEMA pg_shop;")}, {}),
             Contains("/m/shop/100_x.sql:1: the schema pg_shop cannot be one of module shop"));
  CHECK_THAT(refusal({module("shop", "CREATE SCHEMA IF NOT EXISTS nightjar;")}, {}),
             Contains("the schema nightjar cannot be one of module shop"));
}

TEST_CASE(
    "A module that was applied keeps its schemas from other modules, not from its tables' own "
    "dataset") {
  MigrationHistory history;
  history["old"].schemas = {"figures", "vendor"};
  history["shop"].schemas = {"figures"};
  CHECK(refusal({}, {dataset("vendor", "")}, history) == "");
  CHECK_THAT(refusal({module("mine", "CREATE SCHEMA figures;")}, {}, history),
             Contains("/m/mine/100_x.sql:1: module mine claims the schema figures, which is of the "
                      "module old: that one was applied to this database"));
}
