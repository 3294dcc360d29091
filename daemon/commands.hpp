#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "config/settings.hpp"

namespace nightjar::daemon {

/// What a command tells the shell.
enum class ExitCode { done = 0, failed = 1, usage = 2, held = 3 };

/// How a command answers on standard output.
enum class Output { text, json };

struct RunOptions {
  std::string dataset;
  std::optional<std::string> source;
  std::optional<std::string> as_of;  ///< RFC 3339
  std::optional<std::int64_t> from_run;
};

ExitCode migrate(const config::Settings& settings, Output output);
ExitCode run(const config::Settings& settings, const RunOptions& options, Output output);
ExitCode approve(const config::Settings& settings, std::int64_t run_id, Output output);
ExitCode status(const config::Settings& settings, Output output);
ExitCode runs(const config::Settings& settings, int limit, Output output);
ExitCode rejects(const config::Settings& settings, std::int64_t run_id, int limit, Output output);
ExitCode next(const config::Settings& settings, Output output);
ExitCode archive_list(const config::Settings& settings, Output output);
ExitCode archive_verify(const config::Settings& settings, Output output);
ExitCode check(const config::Settings& settings, Output output);
ExitCode scaffold(const config::Settings& settings, const std::string& feed);

}  // namespace nightjar::daemon
