#include "base/format.hpp"
#include "commands.hpp"
#include "console/words.hpp"
#include "json/document.hpp"
#include "migration_sources.hpp"
#include "next_night.hpp"
#include "postgres/connection.hpp"

namespace nightjar::daemon {
namespace {

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
  const auto tell = [&](const std::string& sentence) { console.notice(sentence); };
  const schema::MigrationReport report =
      schema::migrate(database, migration_sources(settings), tell, {}, module);
  note_all(database, settings);
  if (console.output() == console::Output::json) {
    console.answer(json::dump(
        json::Document{{"versioned", report.versioned}, {"repeatable", report.repeatable}}));
  } else {
    console.say(text_of(report));
  }
  return ExitCode::done;
}

}  // namespace nightjar::daemon
