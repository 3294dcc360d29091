#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "logging/log_entry.hpp"

namespace nightjar::logging {

enum class Form { json, text };

/// Text if standard error is a terminal, JSON otherwise.
Form form_of_standard_error();

/// The log of the daemon, on standard error. For any number of threads. Never throws.
class Log {
 public:
  explicit Log(Form form);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void write(const LogEntry& record);
  /// Writes a failure, or a wait, that may repeat. The same event of a dataset with the same text
  /// is written only the 1st, 2nd, 4th, 8th … time, with the count in `attempt`, until forget().
  void write_repeated(LogEntry record);
  /// After a success the next failure of that dataset is a new one.
  void forget(const std::string& dataset);

 private:
  struct Sink;

  Form form_;
  std::unique_ptr<Sink> sink_;
  std::mutex mutex_;
  struct Words {
    std::string msg;
    int times = 0;
  };
  std::map<std::string, std::map<std::string, Words>> repeated_;  ///< by dataset, then by event
};

}  // namespace nightjar::logging
