#include <fstream>
#include <string>

#include "base/format.hpp"
#include "daemon/program.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::support::Outcome;
using nightjar::support::Program;

namespace {

std::string wide_csv() {
  std::string header = "id";
  std::string rows;
  for (int column = 2; column <= 60; ++column) header += fmt::format(",Field {}", column);
  for (int row = 1; row <= 50; ++row) {
    rows += std::to_string(row);
    for (int column = 2; column <= 60; ++column) rows += fmt::format(",{}", row * column);
    rows += "\n";
  }
  return header + "\n" + rows;
}

/// Does all that the tutorial says: propose, save, scaffold, migrate, run.
void check_all_rows(const std::string& file, const std::string& content, int rows) {
  const Program program;
  program.put(file, content);
  INFO(content.substr(0, 200));
  const Outcome proposed =
      program.nightjar({"scaffold", "shop.items", "--from", program.file(file).string()});
  INFO(proposed.output << proposed.errors);
  REQUIRE(proposed.exit_code == 0);
  CHECK_THAT(proposed.output, Contains("# CREATE TABLE shop.items ("));
  const auto module = program.settings_file().parent_path() / "datasets/shop";
  std::filesystem::create_directories(module);
  std::ofstream(module / "shop.yaml") << proposed.output;
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"scaffold", "shop"}, {"migrate"}, {"run", "shop"}}) {
    const Outcome outcome = program.nightjar(words);
    INFO(outcome.output << outcome.errors);
    REQUIRE(outcome.exit_code == 0);
  }
  CHECK(program.database().query("SELECT count(*) FROM shop.items_live") == std::to_string(rows));
}

}  // namespace

TEST_CASE("What is proposed from a file loads all of it", "[server]") {
  check_all_rows("items.csv",
                 "Artikel;Preis;Seit\nCaf\xe9;1.234,50;17.12.2021\nT\xe9;7,25;01.02.2020\n", 2);
  check_all_rows("items.json",
                 R"({"at": 1, "data": {"items": [{"id": "a", "n": 1.5}, {"id": "b", "n": null}]}})",
                 2);
  check_all_rows("items.ndjson",
                 "{\"id\": 1, \"place\": {\"city\": \"Oslo\", \"tags\": [\"x\"]}}\n"
                 "{\"id\": 2, \"place\": {\"city\": null, \"tags\": []}}\n",
                 2);
  check_all_rows("items-2026-01-31.csv", wide_csv(), 50);
}

TEST_CASE("A feed of a dataset that is there is proposed as an entry of its own", "[server]") {
  const Program program;
  const Outcome outcome = program.nightjar(
      {"scaffold", "vendor.novels", "--from", program.file("books.json").string(), "--json"});
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.output, Contains("below `feeds:` of the dataset vendor") &&
                                 !Contains("source:") && Contains("CREATE TABLE vendor.novels"));
  const Outcome unnamed =
      program.nightjar({"scaffold", "vendor", "--from", program.file("books.json").string()});
  CHECK(unnamed.exit_code == 2);
}

TEST_CASE("Without a key there is a proposal, and a person must act", "[server]") {
  const Program program;
  program.put("odd.csv", "a,b\nx,1\nx,2\nx,\n");
  const Outcome outcome =
      program.nightjar({"scaffold", "shop.odd", "--from", program.file("odd.csv").string()});
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.output, Contains("key: []") && !Contains("CREATE TABLE"));
  CHECK_THAT(outcome.errors, Contains("name the columns under `key:`"));
}
