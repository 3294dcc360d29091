#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "daemon/command_line.hpp"
#include "support/captured_output.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace nightjar::support {

/// `nightjar` within this process, with one dataset, `shop` of the feed `shop.items`, and without
/// PostgreSQL: where its settings lead, no server listens.
class OfflineProgram {
 public:
  OfflineProgram() {
    write_dataset("");
    write_settings("");
    folder_.write("source/items.json", R"([{"id":1,"name":"tea"}])");
    std::filesystem::create_directories(folder_.path() / "state");
  }

  /// Settings that hold `more` lines too.
  void write_settings(const std::string& more) const {
    folder_.write("nightjar.yaml", "database: postgresql:///shop?host=/nowhere\nstate_dir: " +
                                       (folder_.path() / "state").string() +
                                       "\ndatasets: datasets\n" + more);
  }
  /// The dataset, with `more` lines of its own.
  void write_dataset(const std::string& more) const {
    folder_.write("datasets/shop.yaml", "dataset: shop\nsource: file://" +
                                            (folder_.path() / "source").string() + "/\n" + more +
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
)");
  }

  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

  /// Runs a command line, which lacks the program's name.
  [[nodiscard]] Outcome nightjar(std::vector<std::string> words) const {
    words.insert(words.begin(),
                 {"nightjar", "--config", (folder_.path() / "nightjar.yaml").string()});
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

 private:
  TemporaryFolder folder_;
};

}  // namespace nightjar::support
