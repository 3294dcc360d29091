#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "pickup/pickup.hpp"
#include "support/catch.hpp"
#include "support/fake_clock.hpp"
#include "support/temporary_folder.hpp"

namespace nightjar::support {

/// A server in memory. An event can be inserted into its next download.
class FakeRemote : public pickup::Remote {
 public:
  struct File {
    std::string bytes;
    std::optional<Instant> modified;
  };

  [[nodiscard]] std::string address(const std::string& name) const override {
    return "ftps://vendor/" + name;
  }
  std::vector<std::string> names(const std::string& folder) override {
    std::vector<std::string> result;
    for (const auto& [name, file] : files) {
      if (name.starts_with(folder) && name.find('/', folder.size()) == std::string::npos) {
        result.push_back(name.substr(folder.size()));
      }
    }
    return result;
  }
  /// Like NLST: files, too.
  std::vector<std::string> folders(const std::string& folder) override {
    std::set<std::string> result;
    for (const auto& [name, file] : files) {
      if (!name.starts_with(folder)) continue;
      result.insert(name.substr(folder.size(), name.find('/', folder.size()) - folder.size()));
    }
    return {result.begin(), result.end()};
  }
  std::optional<pickup::FileState> look(const std::string& name) override {
    if (failures > 0) fail();
    const auto file = files.find(name);
    if (file == files.end()) return std::nullopt;
    return pickup::FileState{file->second.bytes.size(), file->second.modified};
  }
  void download(const std::string& name, std::uint64_t offset, const Sink& sink) override {
    offsets.push_back(offset);
    if (files.count(name) == 0) fail();
    const std::string bytes = files.at(name).bytes.substr(offset);
    const std::size_t half = bytes.size() / 2;
    sink(std::string_view(bytes).substr(0, half));
    if (const auto event = std::exchange(in_the_middle, nullptr)) event();
    sink(std::string_view(bytes).substr(half));
  }

  [[noreturn]] void fail(int code = 18) {
    --failures;
    Transient error("the line is dead");
    error.set_curl_code(code);
    throw error;
  }

  std::map<std::string, File> files;
  std::function<void()> in_the_middle;
  std::vector<std::uint64_t> offsets;
  int failures = 0;
};

struct Recorder : pickup::TransferObserver {
  void passed_over(const std::string& file) override { strays.push_back(file); }
  void waiting(const std::string& reason, Instant) override { reasons.push_back(reason); }
  void failed(const Transient& error, int attempt, std::chrono::milliseconds) override {
    failures.emplace_back(error.what());
    CHECK(attempt == static_cast<int>(failures.size()));
  }
  std::vector<std::string> strays;
  std::vector<std::string> reasons;
  std::vector<std::string> failures;
};

/// A pick-up of two files from such a server, with a clock whose time passes only in waits.
struct PickUp {
  static inline const Instant start = *parse_instant("2021-12-18T02:00:00Z");
  static inline const Instant long_ago = start - std::chrono::hours(1);

  PickUp() {
    request.source.url = "ftps://vendor/";
    request.files = {{.name = "books.json"}, {.name = "reviews.json"}};
    request.staging = folder.path() / "staging";
    remote.files["books.json"] = {"[1,2,3,4,5]", long_ago};
    remote.files["reviews.json"] = {"[6,7]", long_ago};
  }
  std::vector<pickup::PickedDump> pick_up_dumps() {
    return pickup::pick_up(request, remote, clock, recorder);
  }
  /// The files of all dumps.
  std::vector<pickup::PickedFile> pick_up() {
    std::vector<pickup::PickedFile> files;
    for (pickup::PickedDump& dump : pick_up_dumps()) {
      std::move(dump.files.begin(), dump.files.end(), std::back_inserter(files));
    }
    return files;
  }
  [[nodiscard]] std::size_t staged() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(request.staging), {}));
  }

  TemporaryFolder folder;
  FakeRemote remote;
  FakeClock clock{start};
  Recorder recorder;
  pickup::FetchRequest request;
};

}  // namespace nightjar::support
