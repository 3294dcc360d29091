#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.hpp"
#include "night/night.hpp"
#include "postgres/connection.hpp"
#include "support/cluster.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace nightjar::support {

/// Dumps by their file names.
using Files = std::map<std::string, std::string>;

/// Observes a night silently.
class SilentObserver : public night::NightObserver {
 public:
  void stage(std::string_view, std::string_view) override {}
  void progress(std::uint64_t, std::uint64_t) override {}
  void notice(std::string_view, std::string_view) override {}
};

/// An installation with the dataset `shop`: a migrated database with the tables of tables.sql, a
/// state directory, a source folder, and the feeds that the test describes. Days are counted from
/// 2022-01-01 00:00 UTC, which is day 0. All benches of a process share one database, emptied for
/// each, so only one may exist at a time.
class NightBench {
 public:
  /// `feeds` is the text below `feeds:`; see Shape::feed().
  explicit NightBench(const std::string& feeds);
  ~NightBench();
  NightBench(const NightBench&) = delete;
  NightBench& operator=(const NightBench&) = delete;

  /// Replaces the description of the feeds, like an operator who edits the YAML.
  void describe(const std::string& feeds);
  /// Replaces the files of the source folder by these.
  void deliver(const Files& files);
  /// A night that is valid from this day.
  ledger::Report run(double day);
  ledger::Report run(double day, night::NightObserver& observer);
  ledger::Report night(double day, const Files& files);
  ledger::Report approve(const ledger::Report& held);
  /// Runs `nightjar` on this installation.
  [[nodiscard]] Outcome program(const std::vector<std::string>& words) const;

  /// Values as Cluster::query() gives them, by a session that stays open.
  std::string query(std::string_view sql);
  /// Deletes all nights, in the database and in the state directory.
  void forget_all();
  /// Keeps a copy of the present database; restore() brings it back.
  void back_up();
  void restore();

  [[nodiscard]] std::filesystem::path source() const { return folder_.path() / "source"; }
  [[nodiscard]] std::filesystem::path state() const { return folder_.path() / "state"; }
  [[nodiscard]] std::filesystem::path fingerprint_cache(std::string_view table) const;
  [[nodiscard]] const config::Settings& settings() const { return settings_; }
  [[nodiscard]] postgres::Connection& session();

 private:
  void load_settings();

  TemporaryFolder folder_;
  const Database& database_;
  std::unique_ptr<postgres::Connection> session_;
  config::Settings settings_;
};

/// The instant at which a day begins.
Instant instant_of_day(double day);
/// SQL that returns an instant as a day.
std::string day_of(std::string_view sql);

/// "read 3, inserted 2, rejected 1": the counts that are not 0.
std::string told(const feed::Counts& counts);
/// The only feed's counts.
std::string told(const ledger::Report& report);

}  // namespace nightjar::support
