#include "base/format.hpp"
#include "commands.hpp"
#include "console/words.hpp"
#include "json/text.hpp"
#include "migration_sources.hpp"
#include "next_night.hpp"
#include "postgres/connection.hpp"

namespace nightjar::daemon {
namespace {

std::string json_list(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + json::quoted(name);
  return "[" + text + "]";
}

console::Text text_of(const schema::MigrationReport& report) {
  console::Text text;
  for (const std::string& name : report.versioned) text += fmt::format("applied {}\n", name);
  if (!report.repeatable.empty()) {
    text += fmt::format(
        "renewed {}\n",
        console::counted(report.repeatable.size(), "view or function", "views and functions"));
  }
  text += report.changed() ? "the database is up to date now\n"
                           : "the database is up to date already\n";
  return text;
}

}  // namespace

ExitCode migrate(const config::Settings& settings, const std::optional<std::string>& module,
                 Console& console) {
  postgres::Connection database(settings.database_url, "nightjar migrate");
  const auto tell = [&](const std::string& sentence) {
    console.tell(fmt::format("nightjar: notice: {}\n", sentence));
  };
  const schema::MigrationReport report =
      schema::migrate(database, migration_sources(settings), tell, {}, module);
  note_all(database, settings);
  if (console.output() == console::Output::json) {
    console.answer(fmt::format(R"({{"versioned":{},"repeatable":{}}})", json_list(report.versioned),
                               json_list(report.repeatable)));
  } else {
    console.say(text_of(report));
  }
  return ExitCode::done;
}

}  // namespace nightjar::daemon
