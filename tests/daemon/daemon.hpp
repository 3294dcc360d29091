#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "daemon/program.hpp"
#include "support/service_manager.hpp"

namespace nightjar::support {

/// The real nightjard on a Program's installation, with another source and schedule.
class Daemon {
 public:
  explicit Daemon(const Program& program) : process_(command(program)) {}
  /// On a machine whose clock is wrong by this many seconds.
  Daemon(const Program& program, std::chrono::seconds clock_is_ahead)
      : process_(with_wrong_clock(command(program), clock_is_ahead)) {}
  /// With this database instead of the program's own.
  Daemon(const Program& program, const std::string& database_url)
      : process_(with_database(command(program), database_url)) {}
  /// As a service of this manager, with a watchdog of this interval.
  Daemon(const Program& program, const ServiceManager& manager, std::chrono::microseconds watchdog)
      : process_(command(program, manager.address(), std::to_string(watchdog.count()))) {}

  /// `source` and `schedule` are the values of these keys in the dataset's YAML.
  static void configure(const Program& program, const std::string& source,
                        const std::string& schedule) {
    std::string yaml = text_of_file(source_folder() / "config/datasets/streaming/vendor.yaml");
    put_key(yaml, "source", source);
    put_key(yaml, "schedule", schedule);
    write(program, yaml);
  }
  static void write(const Program& program, const std::string& yaml) {
    std::ofstream(program.settings_file().parent_path() / "datasets/streaming/vendor.yaml",
                  std::ios::binary)
        << yaml;
  }

  /// Waits until this many lines of its log contain both texts; returns the last of them.
  std::string await(const std::string& event, const std::string& also = {}, int count = 1) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (std::chrono::steady_clock::now() < deadline) {
      std::string last;
      if (lines(event, also, last) >= count) return last;
      if (!process_.running()) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    throw std::runtime_error("no \"" + event + "\" in the log: " + log());
  }
  int count(const std::string& event, const std::string& also = {}) const {
    std::string last;
    return lines(event, also, last);
  }

  [[nodiscard]] std::string log() const { return process_.errors(); }
  Process& process() { return process_; }
  Outcome end(int signal = SIGTERM) {
    process_.send(signal);
    return process_.wait();
  }

 private:
  static Command command(const Program& program, std::optional<std::string> notify_socket = {},
                         std::optional<std::string> watchdog_usec = {}) {
    Command command{.words = {support::program("nightjard")},
                    .environment = program.command({}).environment};
    command.environment["NOTIFY_SOCKET"] = std::move(notify_socket);
    command.environment["WATCHDOG_USEC"] = std::move(watchdog_usec);
    return command;
  }
  static Command with_database(Command command, const std::string& url) {
    command.environment["NIGHTJAR_DATABASE_URL"] = url;
    return command;
  }
  static void put_key(std::string& yaml, const std::string& key, const std::string& value) {
    const auto begin = yaml.find("\n" + key + ": ") + 1;
    yaml.replace(begin, yaml.find('\n', begin) - begin, key + ": " + value);
  }
  int lines(const std::string& event, const std::string& also, std::string& last) const {
    std::istringstream text(log());
    int found = 0;
    for (std::string line; std::getline(text, line);) {
      if (line.find("\"event\":\"" + event + "\"") == line.npos || line.find(also) == line.npos) {
        continue;
      }
      ++found;
      last = line;
    }
    return found;
  }

  Process process_;
};

}  // namespace nightjar::support
