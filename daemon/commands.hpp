#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "console/console.hpp"
#include "ledger/listing.hpp"

namespace nightjar::daemon {

/// The exit code of a command.
enum class ExitCode { done = 0, failed = 1, usage = 2, held = 3 };

struct RunOptions {
  std::string dataset;
  std::optional<std::string> source;
  std::optional<std::string> as_of;  ///< RFC 3339
  std::optional<std::int64_t> from_run;
  bool future = false;  ///< may be valid from an instant more than a day ahead
  bool again = false;   ///< reads the files even if they were refused before
};

struct RunsOptions {
  ledger::RunFilter filter;
  int limit = 20;
};

struct ApproveOptions {
  std::int64_t run_id = 0;
  bool yes = false;  ///< does not ask for confirmation
  bool future = false;
};

struct RejectsOptions {
  ledger::RejectFilter filter;
  std::optional<int> limit;
  bool csv = false;
};

struct SetupOptions {
  std::vector<std::string> modules;  ///< of the package, to be copied beside the settings
  std::string admin = "postgres";    ///< the user whom PostgreSQL takes for its administrator
  bool print = false;                ///< the steps, and does nothing
};

/// A file to be read as a feed's.
struct FileOptions {
  std::string file;  ///< empty: none
  std::string feed;  ///< `vendor.books`
};

using console::Console;

/// Prepares a database on this machine: roles, tables, the login of the service.
ExitCode setup(const config::Settings& settings, const SetupOptions& options, Console& console);
/// Of the engine and one module, where it is named.
ExitCode migrate(const config::Settings& settings, const std::optional<std::string>& module,
                 Console& console);
ExitCode run(const config::Settings& settings, const RunOptions& options, Console& console);
ExitCode approve(const config::Settings& settings, const ApproveOptions& options, Console& console);
ExitCode show(const config::Settings& settings, std::int64_t run_id, Console& console);
/// Of one dataset, in detail, if it is named.
ExitCode status(const config::Settings& settings, const std::string& dataset, Console& console);
ExitCode runs(const config::Settings& settings, const RunsOptions& options, Console& console);
ExitCode rejects(const config::Settings& settings, const RejectsOptions& options, Console& console);
ExitCode next(const config::Settings& settings, Console& console);
ExitCode archive_list(const config::Settings& settings, Console& console);
ExitCode archive_adopt(const config::Settings& settings, Console& console);
ExitCode archive_verify(const config::Settings& settings, Console& console);
ExitCode check(const config::Settings& settings, Console& console);
/// Reads one file as a feed's, without a database.
ExitCode check_file(const config::Settings& settings, const FileOptions& options, Console& console);
/// Writes a module, or the migrations that an existing one lacks, or that of one feed; prints the
/// migration of a dataset without a module.
ExitCode scaffold(const config::Settings& settings, const std::string& name, Console& console);
/// Proposes the YAML and the migration of a feed, made from one of its files; writes nothing.
ExitCode propose(const config::Settings& settings, const std::string& name, const std::string& file,
                 Console& console);

}  // namespace nightjar::daemon
