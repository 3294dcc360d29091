#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.hpp"

namespace nightjar::logging {

enum class Level { debug, info, warning, error };

/// One line of the log. Empty members are left out.
struct LogEntry {
  Level level = Level::info;
  std::string event;  ///< a name in docs/operations.md, by which programs distinguish lines
  std::string msg;    ///< a sentence for people
  std::optional<std::int64_t> run_id{};
  std::string dataset{};
  std::string feed{};
  std::string stage{};
  std::optional<int> attempt{};
  std::optional<std::uint64_t> rows{};
  std::optional<std::uint64_t> bytes{};
  std::optional<double> duration_seconds{};
  std::string outcome{};
  std::string sqlstate{};
  std::optional<int> curl_code{};
  std::optional<Instant> until{};  ///< when it continues by itself, at the latest
  std::string hint{};              ///< what to do
};

/// As one JSON object on one line.
std::string to_json(const LogEntry& record, Instant time);
/// As a line for people at a terminal.
std::string to_text(const LogEntry& record, Instant time);

}  // namespace nightjar::logging
