#include <cstdio>

#include "base/format.hpp"
#include "commands.hpp"
#include "json/text.hpp"
#include "postgres/connection.hpp"
#include "schema/migrate.hpp"

namespace nightjar::daemon {
namespace {

std::string json_list(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + json::quoted(name);
  return "[" + text + "]";
}

void print_text(const schema::MigrationReport& report) {
  for (const std::string& name : report.versioned) {
    std::fputs(format("applied {}\n", name).c_str(), stdout);
  }
  if (!report.repeatable.empty()) {
    std::fputs(format("renewed {} views and functions\n", report.repeatable.size()).c_str(),
               stdout);
  }
  std::fputs(report.changed() ? "the database is up to date now\n"
                              : "the database is up to date already\n",
             stdout);
}

}  // namespace

ExitCode migrate(const config::Settings& settings, Output output) {
  postgres::Connection database(settings.database_url, "nightjar migrate");
  const schema::MigrationReport report = schema::migrate(database, settings.migrations_dir);
  if (output == Output::json) {
    std::fputs(format(R"({{"versioned":{},"repeatable":{}}})"
                      "\n",
                      json_list(report.versioned), json_list(report.repeatable))
                   .c_str(),
               stdout);
  } else {
    print_text(report);
  }
  return ExitCode::done;
}

}  // namespace nightjar::daemon
