#include <cstdio>

#include "base/format.hpp"
#include "commands.hpp"
#include "health/listing.hpp"
#include "postgres/connection.hpp"
#include "table.hpp"

namespace nightjar::daemon {
namespace {

void print(const health::Listing& listing, Output output, std::string_view when_empty) {
  std::string text = listing.json + "\n";
  if (output == Output::text) {
    text = listing.rows.empty() ? std::string(when_empty) + "\n" : table_of(listing.rows);
  }
  std::fputs(text.c_str(), stdout);
}

bool all_healthy(const postgres::Result& rows) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (!rows.is_true(row, 1)) return false;
  }
  return true;
}

}  // namespace

ExitCode status(const config::Settings& settings, Output output) {
  postgres::Connection database(settings.database_url, "nightjar status");
  std::vector<std::string> configured;
  for (const feed::Dataset& dataset : settings.datasets) configured.push_back(dataset.name);
  const health::Listing listing = health::datasets(database, configured);
  print(listing, output, "no dataset is configured");
  return all_healthy(listing.rows) ? ExitCode::done : ExitCode::failed;
}

ExitCode runs(const config::Settings& settings, int limit, Output output) {
  postgres::Connection database(settings.database_url, "nightjar runs");
  print(health::runs(database, limit), output, "no night has run yet");
  return ExitCode::done;
}

ExitCode rejects(const config::Settings& settings, std::int64_t run_id, int limit, Output output) {
  postgres::Connection database(settings.database_url, "nightjar rejects");
  print(health::rejects(database, run_id, limit), output, format("run {} refused nothing", run_id));
  return ExitCode::done;
}

}  // namespace nightjar::daemon
