#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "daemon/command_line.hpp"
#include "schema/sql.hpp"
#include "support/captured_output.hpp"
#include "support/process.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_folder.hpp"

namespace nightjar::support {

/// `nightjar` within this process, with one dataset, `shop` of the feed `shop.items`, and a
/// scripted server that says it is migrated.
class ScriptedProgram {
 public:
  ScriptedProgram() {
    folder_.write("datasets/shop.yaml", dataset_yaml());
    write_settings("");
    std::filesystem::create_directories(state_dir());
    put("[{\"id\":1,\"name\":\"tea\"},{\"id\":2,\"name\":\"jam\"}]");
    server.answer(std::string(schema::sql::ledger_exists), {"exists"}, {{"t"}});
    server.answer("SELECT current_database()", {"current_database"}, {{"scripted"}});
  }

  /// Settings that hold `more` lines too.
  void write_settings(const std::string& more) const {
    folder_.write("nightjar.yaml", "database: " + server.url() + "\nstate_dir: " +
                                       state_dir().string() + "\ndatasets: datasets\n" + more);
  }
  void write_dataset(const std::string& yaml) const { folder_.write("datasets/shop.yaml", yaml); }
  [[nodiscard]] std::string dataset_yaml(const std::string& more = {}) const {
    return "dataset: shop\nsource: file://" + (folder_.path() / "source").string() + "/\n" + more +
           R"(feeds:
  items:
    description: One row per item.
    file: items.json
    format: json
    kind: snapshot
    key: [id]
    columns:
      id: {type: integer}
      name: {type: text}
)";
  }
  /// The dump of shop.items.
  void put(const std::string& json) const { folder_.write("source/items.json", json); }

  [[nodiscard]] std::filesystem::path state_dir() const { return folder_.path() / "state"; }
  [[nodiscard]] std::filesystem::path settings_file() const {
    return folder_.path() / "nightjar.yaml";
  }
  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

  /// Runs a command line, which lacks the program's name.
  [[nodiscard]] Outcome nightjar(std::vector<std::string> words) const {
    words.insert(words.begin(), {"nightjar", "--config", settings_file().string()});
    return run_in_process(words);
  }

  [[nodiscard]] static Outcome run_in_process(std::vector<std::string> words) {
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    const CapturedOutput captured;
    Outcome outcome;
    outcome.exit_code = daemon::nightjar_main(static_cast<int>(words.size()), pointers.data());
    outcome.output = captured.output();
    outcome.errors = captured.errors();
    return outcome;
  }

  ScriptedServer server;

 private:
  TemporaryFolder folder_;
};

}  // namespace nightjar::support
