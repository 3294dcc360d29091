#include "night/night_bench.hpp"

#include <cmath>

#include "base/file.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"
#include "night/approval.hpp"
#include "support/places.hpp"
#include "support/project.hpp"

namespace nightjar::support {
namespace {

namespace fs = std::filesystem;

constexpr double microseconds_a_day = 86'400e6;

void migrate_with_tables(const std::string& url) {
  const TemporaryFolder folder;
  folder.write("shop/migrations/versioned/0001_shop.sql",
               read_text(source_folder() / "tests/night/tables.sql"));
  schema::MigrationSources sources = engine_migrations();
  sources.modules = {{"shop", folder.path() / "shop"}};
  migrate_from(url, sources);
}

const Database& shared_database() {
  static const Database database("shop", migrate_with_tables);
  return database;
}

}  // namespace

NightBench::NightBench(const std::string& feeds) : database_(shared_database()) {
  fs::create_directories(source());
  forget_all();
  describe(feeds);
}

NightBench::~NightBench() { session_.reset(); }

void NightBench::describe(const std::string& feeds) {
  folder_.write("datasets/shop.yaml",
                "dataset: shop\nsource: file://" + source().string() + "/\nfeeds:\n" + feeds);
  load_settings();
}

void NightBench::load_settings() {
  settings_ = config::load(folder_.write(
      "nightjar.yaml", fmt::format("database: {}\nstate_dir: state\ndatasets: datasets\n"
                                   "migrations: {}\n",
                                   database_.url(), (source_folder() / "migrations").string())));
}

void NightBench::deliver(const Files& files) {
  fs::remove_all(source());
  fs::create_directories(source());
  for (const auto& [name, text] : files) folder_.write(fs::path("source") / name, text);
}

ledger::Report NightBench::run(double day, night::NightObserver& observer) {
  return night::run_night(settings_, {"shop", {}, instant_of_day(day)}, observer);
}

ledger::Report NightBench::run(double day) {
  SilentObserver observer;
  return run(day, observer);
}

ledger::Report NightBench::night(double day, const Files& files) {
  deliver(files);
  return run(day);
}

ledger::Report NightBench::approve(const ledger::Report& held) {
  SilentObserver observer;
  const ledger::Run run = night::find_held(session(), held.run_id.value());
  return night::approve_night(settings_, run, "Ada", observer);
}

Outcome NightBench::program(const std::vector<std::string>& words) const {
  Command command{.words = {support::program("nightjar").string()}};
  command.words.insert(command.words.end(), words.begin(), words.end());
  command.environment = {{"NIGHTJAR_CONFIG", (folder_.path() / "nightjar.yaml").string()},
                         {"NIGHTJAR_DATABASE_URL", std::nullopt},
                         {"NIGHTJAR_STATE_DIR", std::nullopt}};
  return support::run(command);
}

postgres::Connection& NightBench::session() {
  if (!session_) session_ = std::make_unique<postgres::Connection>(database_.url(), "test");
  return *session_;
}

std::string NightBench::query(std::string_view sql) {
  const auto result = session().query(sql);
  std::string text;
  for (std::size_t row = 0; row < result.size(); ++row) {
    if (row > 0) text += '\n';
    for (std::size_t column = 0; column < result.columns(); ++column) {
      text += (column > 0 ? "|" : "") + result.text(row, column);
    }
  }
  return text;
}

void NightBench::forget_all() {
  session().run_script(
      "TRUNCATE shop.singles, shop.singles_past, shop.pairs, shop.pairs_past, shop.events, "
      "shop.events_past, nightjar.runs, nightjar.rejects, nightjar.dumps; "
      "UPDATE nightjar.feeds SET definition_digest = NULL, fingerprint_token = NULL, "
      "next_row_id = 1, last_run_id = NULL, ends_with_line_end = NULL "
      "WHERE dataset = 'shop'");
  fs::remove_all(state());
  fs::create_directories(state());
}

void NightBench::back_up() {
  session_.reset();
  Cluster::shared().query(fmt::format("DROP DATABASE IF EXISTS {}_backup", database_.name()));
  Cluster::shared().query(
      fmt::format("CREATE DATABASE {}_backup TEMPLATE {}", database_.name(), database_.name()));
}

void NightBench::restore() {
  session_.reset();
  Cluster::shared().query(fmt::format("DROP DATABASE {} WITH (FORCE)", database_.name()));
  Cluster::shared().query(
      fmt::format("CREATE DATABASE {} TEMPLATE {}_backup", database_.name(), database_.name()));
}

fs::path NightBench::fingerprint_cache(std::string_view table) const {
  return state() / "fingerprints" / fmt::format("shop.{}.side", table);
}

Instant instant_of_day(double day) {
  const Instant start = std::chrono::sys_days(std::chrono::year(2022) / 1 / 1);
  return start + std::chrono::microseconds(std::llround(day * microseconds_a_day));
}

std::string day_of(std::string_view sql) {
  return fmt::format(
      "trim_scale((extract(epoch FROM {}) - extract(epoch FROM timestamptz "
      "'2022-01-01T00:00:00Z')) / 86400)::text",
      sql);
}

std::string told(const feed::Counts& counts) {
  std::vector<std::string> texts;
  const auto tell = [&](std::string_view name, std::uint64_t count) {
    if (count > 0) texts.push_back(fmt::format("{} {}", name, count));
  };
  tell("read", counts.read);
  tell("inserted", counts.inserted);
  tell("updated", counts.updated);
  tell("deleted", counts.deleted);
  tell("restored", counts.restored);
  tell("unchanged", counts.unchanged);
  tell("duplicates", counts.duplicates);
  tell("rejected", counts.rejected);
  return enumeration(texts);
}

std::string told(const ledger::Report& report) {
  return report.feeds.size() == 1 ? told(report.feeds.front().counts) : "not one feed";
}

}  // namespace nightjar::support
