#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.hpp"
#include "feed/counts.hpp"
#include "night/night.hpp"
#include "support/cluster.hpp"
#include "support/temporary_folder.hpp"

namespace nightjar::support {

/// An installation with the datasets and migrations of this source tree, and a source folder for
/// the dataset `tmdb`.
class TmdbBench {
 public:
  /// The columns of movies_metadata.csv by name; those that a test does not mention are empty.
  using Film = std::map<std::string, std::string>;

  TmdbBench();

  /// Writes movies_metadata.csv: a header line, then these lines.
  void deliver_movies(const std::vector<std::string>& lines) const;
  void deliver(const std::filesystem::path& name, std::string_view bytes) const;
  /// Every file that is not there gets its header line, and no guard minds. Then a night.
  ledger::Report run();
  /// The same with the files of some folder, and guards as they are configured.
  ledger::Report run(const std::filesystem::path& folder);
  /// Makes the generator's files of a night in a folder, which is given back.
  [[nodiscard]] std::filesystem::path sample(int night, std::uint64_t movies, std::uint64_t ratings,
                                             std::string_view option = {}) const;

  std::string query(std::string_view sql) const { return database_.query(sql); }
  /// The header line of movies_metadata.csv, as TMDB orders it.
  static std::string movies_header();
  /// A line of movies_metadata.csv, without its end.
  static std::string line(const Film& film);
  [[nodiscard]] std::filesystem::path folder() const { return folder_.path(); }
  [[nodiscard]] const Database& database() const { return database_; }
  [[nodiscard]] const config::Settings& settings() const { return settings_; }
  /// What the night said to who watched it.
  [[nodiscard]] const std::vector<std::string>& notices() const { return notices_; }

 private:
  ledger::Report run(const config::Settings& settings, const std::filesystem::path& folder);
  [[nodiscard]] config::Settings without_guards() const;

  Database database_;
  TemporaryFolder folder_;
  config::Settings settings_;
  std::vector<std::string> notices_;
};

/// A field of a CSV line, between quotes where it needs them.
std::string csv_field(std::string_view text);
/// The counts of one of its feeds.
feed::Counts counts_of(const ledger::Report& report, std::string_view feed);

}  // namespace nightjar::support
