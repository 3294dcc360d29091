#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "daemon/program.hpp"

namespace nightjar::migrations {

/// Runs a script of this folder, which fails if something is wrong, and returns its output.
inline std::string fault_found_by(const std::string& script, const support::Database& database) {
  const support::Outcome outcome = support::run(
      {.words = {"psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-f",
                 support::source_folder() / "tests/migrations" / script, database.url()}});
  return outcome.exit_code == 0 ? "" : outcome.errors;
}

/// The project's own datasets, loaded by the real program.
struct ProjectDatabase {
  support::TemporaryFolder folder;
  support::Database database{"project", support::migrate_project};

  support::Outcome nightjar(std::vector<std::string> words) const {
    words.insert(words.begin(), support::program("nightjar"));
    return support::run(
        {.words = std::move(words),
         .environment = {
             {"NIGHTJAR_CONFIG", (support::source_folder() / "config/nightjar.yaml").string()},
             {"NIGHTJAR_DATABASE_URL", database.url()},
             {"NIGHTJAR_STATE_DIR", (folder.path() / "state").string()}}});
  }
  int night(const std::string& dataset, const std::filesystem::path& source,
            const std::string& as_of) const {
    const support::Outcome outcome =
        nightjar({"run", dataset, "--source", "file://" + source.string() + "/", "--as-of", as_of});
    INFO(outcome.output << outcome.errors);
    return outcome.exit_code;
  }
};

}  // namespace nightjar::migrations
