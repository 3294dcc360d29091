#include "tmdb/tmdb_bench.hpp"

#include <array>
#include <stdexcept>

#include "base/format.hpp"
#include "postgres/connection.hpp"
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/project.hpp"

namespace nightjar::support {
namespace {

constexpr std::array<std::string_view, 24> movie_columns{"adult",
                                                         "belongs_to_collection",
                                                         "budget",
                                                         "genres",
                                                         "homepage",
                                                         "id",
                                                         "imdb_id",
                                                         "original_language",
                                                         "original_title",
                                                         "overview",
                                                         "popularity",
                                                         "poster_path",
                                                         "production_companies",
                                                         "production_countries",
                                                         "release_date",
                                                         "revenue",
                                                         "runtime",
                                                         "spoken_languages",
                                                         "status",
                                                         "tagline",
                                                         "title",
                                                         "video",
                                                         "vote_average",
                                                         "vote_count"};

/// Files by their names, with header lines.
const std::map<std::string, std::string>& empty_files() {
  static const std::map<std::string, std::string> files{
      {"movies_metadata.csv", TmdbBench::movies_header() + "\n"},
      {"credits.csv", "cast,crew,id\n"},
      {"keywords.csv", "id,keywords\n"},
      {"links.csv", "movieId,imdbId,tmdbId\n"},
      {"ratings.csv", "userId,movieId,rating,timestamp\n"}};
  return files;
}

/// Keeps the notices of a night.
class Listener : public night::NightObserver {
 public:
  explicit Listener(std::vector<std::string>& notices) : notices_(notices) {}
  void stage(std::string_view, std::string_view) override {}
  void progress(std::uint64_t, std::uint64_t) override {}
  void notice(std::string_view feed, std::string_view text) override {
    notices_.push_back(std::string(feed) + ": " + std::string(text));
  }

 private:
  std::vector<std::string>& notices_;
};

}  // namespace

TmdbBench::TmdbBench()
    : database_("project", migrate_project),
      settings_(config::load(source_folder() / "config/nightjar.yaml")) {
  settings_.database_url = database_.url();
  settings_.state_dir = folder_.path() / "state";
  std::filesystem::create_directories(settings_.state_dir);
}

std::string TmdbBench::movies_header() { return fmt::format("{}", fmt::join(movie_columns, ",")); }

std::string TmdbBench::line(const Film& film) {
  std::string text;
  std::size_t known = 0;
  for (const std::string_view column : movie_columns) {
    if (column != movie_columns.front()) text += ',';
    const auto value = film.find(std::string(column));
    if (value == film.end()) continue;
    text += csv_field(value->second);
    ++known;
  }
  if (known != film.size()) throw std::logic_error("a column that films do not have");
  return text;
}

void TmdbBench::deliver_movies(const std::vector<std::string>& lines) const {
  std::string text = movies_header() + "\n";
  for (const std::string& line : lines) text += line + "\n";
  deliver("movies_metadata.csv", text);
}

void TmdbBench::deliver(const std::filesystem::path& name, std::string_view bytes) const {
  folder_.write("source" / name, bytes);
}

ledger::Report TmdbBench::run() {
  for (const auto& [name, text] : empty_files()) {
    if (!std::filesystem::exists(folder_.path() / "source" / name)) deliver(name, text);
  }
  return run(without_guards(), folder_.path() / "source");
}

ledger::Report TmdbBench::run(const std::filesystem::path& folder) {
  return run(settings_, folder);
}

ledger::Report TmdbBench::run(const config::Settings& settings,
                              const std::filesystem::path& folder) {
  notices_.clear();
  Listener listener(notices_);
  return night::run_night(settings, {"tmdb", "file://" + folder.string() + "/", {}}, listener);
}

config::Settings TmdbBench::without_guards() const {
  config::Settings settings = settings_;
  for (auto& dataset : settings.datasets) {
    for (auto& feed : dataset.feeds) feed.guards = {100, 100, true};
  }
  return settings;
}

std::filesystem::path TmdbBench::sample(int night, std::uint64_t movies, std::uint64_t ratings,
                                        std::string_view option) const {
  const auto out = folder_.path() / ("night" + std::to_string(night) + std::string(option));
  std::vector<std::string> words{program("nightjar-sample"),
                                 "tmdb",
                                 "--night",
                                 std::to_string(night),
                                 "--movies",
                                 std::to_string(movies),
                                 "--ratings",
                                 std::to_string(ratings),
                                 "--out",
                                 out};
  if (!option.empty()) words.emplace_back(option);
  const Outcome outcome = support::run({.words = words});
  if (outcome.exit_code != 0) throw std::runtime_error(outcome.errors);
  return out;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

feed::Counts counts_of(const ledger::Report& report, std::string_view feed) {
  for (const auto& each : report.feeds) {
    if (each.feed == feed) return each.counts;
  }
  std::string reasons;
  for (const auto& reason : report.reasons) reasons += reason + "\n";
  throw std::runtime_error("the night has no counts of that feed: " + reasons);
}

}  // namespace nightjar::support
