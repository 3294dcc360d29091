#include <filesystem>
#include <fstream>
#include <string>

#include "daemon/program.hpp"

using Catch::Contains;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::text_of_file;

namespace {

/// The program with migrations of its own in its module, and a first night behind it.
struct MigratingProgram : Program {
  std::filesystem::path versioned = own_migrations();

  MigratingProgram() { good_night(); }
  void add(const std::string& name, const std::string& sql) const {
    std::ofstream(versioned / name) << sql << "\n";
  }
  void define(const std::string& column, const std::string& other) const {
    const auto file = settings_file().parent_path() / "datasets/streaming/vendor.yaml";
    std::string yaml = text_of_file(file);
    REQUIRE(yaml.find(column) != std::string::npos);
    yaml.replace(yaml.find(column), column.size(), other);
    std::ofstream(file) << yaml;
  }
  /// The call of one of Nightjar's functions that `check` advises.
  [[nodiscard]] std::string recipe() const {
    const std::string advice = nightjar({"check"}).output;
    INFO(advice);
    const auto begin = advice.find("SELECT nightjar.");
    REQUIRE(begin != std::string::npos);
    return advice.substr(begin, advice.find(';', begin) + 1 - begin);
  }
  void carry_out(const std::string& sql) const {
    add("9000_change.sql", sql);
    const Outcome migrated = nightjar({"migrate"});
    INFO(migrated.errors);
    REQUIRE(migrated.exit_code == 0);
    const Outcome checked = nightjar({"check"});
    INFO(checked.output);
    CHECK(checked.exit_code == 0);
    good_night("2022-01-02T03:00:00Z");
  }
};

}  // namespace

TEST_CASE("A failed migrate is reported by check and status until the next one has done the rest",
          "[server]") {
  const MigratingProgram program;
  CHECK(program.nightjar({"status"}).exit_code == 0);
  program.database().query("CREATE TABLE public.shelf (book vendor.books_live)");
  program.add("9000_rename.sql",
              "SELECT nightjar.rename_column('vendor.books', 'pages', 'sheets');");
  // Somebody's table has the view's row type: the view cannot be made again with other columns.
  const auto last = program.versioned.parent_path() / "repeatable/999_last.sql";
  std::ofstream(last) << "DROP VIEW vendor.books_live;\n";
  for (int time = 0; time < 2; ++time) {
    const Outcome migrated = program.nightjar({"migrate"});
    CHECK(migrated.exit_code == 1);
    CHECK_THAT(migrated.errors, Contains("999_last.sql") && Contains("shelf"));
    const Outcome checked = program.nightjar({"check"});
    CHECK(checked.exit_code == 1);
    CHECK_THAT(checked.output, Contains("FAULT  schema: views and functions were not renewed") &&
                                   Contains("streaming/9000_rename.sql") &&
                                   Contains("nightjar migrate"));
    const Outcome status = program.nightjar({"status"});
    CHECK(status.exit_code == 1);
    CHECK_THAT(status.output, Contains("half migrated") && Contains("streaming/9000_rename.sql"));
  }
  std::ofstream(last) << "SELECT 1;\n";
  CHECK(program.nightjar({"migrate"}).exit_code == 0);
  CHECK(program.nightjar({"status"}).exit_code == 0);
}

TEST_CASE("What check prints for a retyped column works", "[server]") {
  const MigratingProgram program;
  program.define("pages: {type: integer}", "pages: {type: numeric}");
  program.carry_out(program.recipe());
  CHECK(program.database().query("SELECT pg_typeof(pages), pages FROM vendor.books_as_of(now()) "
                                 "LIMIT 1") == "numeric|100");
}

TEST_CASE("What check prints for a renamed column works", "[server]") {
  const MigratingProgram program;
  program.define("pages: {type: integer}", "sheets: {type: integer, path: /pages}");
  program.carry_out(program.recipe());
  CHECK(program.database().query("SELECT sheets FROM vendor.books_as_of(now()) LIMIT 1") == "100");
}

TEST_CASE("What check prints for a column that a feed no longer has works", "[server]") {
  const MigratingProgram program;
  program.define("      publisher: {type: text}\n", "");
  const Outcome before = program.nightjar({"check"});
  CHECK(before.exit_code == 0);
  CHECK_THAT(before.output, Contains("column \"publisher\" of vendor.books is not in the feed's"));
  program.carry_out(program.recipe());
  CHECK(program.database().query("SELECT count(*) FROM pg_attribute WHERE attname = 'publisher' "
                                 "AND attrelid IN ('vendor.books'::regclass, "
                                 "'vendor.books_past'::regclass, 'vendor.books_live'::regclass)") ==
        "0");
}

TEST_CASE("check names roles' missing privileges with the statements that grant them", "[server]") {
  const Program program;
  CHECK_THAT(program.nightjar({"check"}).output, Contains("ok     roles"));
  program.database().query("REVOKE SELECT ON vendor.books_live FROM nightjar_analyst");
  const Outcome missing = program.nightjar({"check"});
  CHECK(missing.exit_code == 1);
  const std::string statement = "GRANT SELECT ON TABLE vendor.books_live TO nightjar_analyst;";
  CHECK_THAT(missing.output, Contains("FAULT  roles") && Contains(statement));
  program.database().query(statement);
  CHECK(program.nightjar({"check"}).exit_code == 0);
}
