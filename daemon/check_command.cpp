#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <vector>

#include <unistd.h>

#include "base/disk_space.hpp"
#include "base/error.hpp"
#include "base/folder.hpp"
#include "base/format.hpp"
#include "base/instant.hpp"
#include "base/spelling.hpp"
#include "commands.hpp"
#include "config/source_url.hpp"
#include "console/words.hpp"
#include "feed/partial_arrays.hpp"
#include "json/document.hpp"
#include "migration_sources.hpp"
#include "night/clocks.hpp"
#include "night/dumps.hpp"
#include "owner.hpp"
#include "postgres/connection.hpp"
#include "schedule/agenda.hpp"
#include "schema/after_load.hpp"
#include "schema/catalog_check.hpp"
#include "schema/limits.hpp"
#include "schema/privileges.hpp"
#include "schema/server_check.hpp"

namespace nightjar::daemon {
namespace {

using console::Text;
using console::Tone;

constexpr std::size_t names_at_most = 10;

/// The result of one check.
struct Finding {
  std::string subject;
  std::string fault;  ///< empty if it is in order
  std::string remedy;
  std::string note{};  ///< in order, but worth knowing
};

/// The line for a feed without a fault.
std::string in_order(const feed::Definition& feed) {
  const auto remark = schema::tight_fit(feed);
  return "feed " + feed.name() + (remark ? ": " + *remark : "");
}

std::vector<Finding> check_schema(postgres::Connection& database,
                                  const config::Settings& settings) {
  const auto pending = schema::pending_migrations(database, migration_sources(settings));
  if (const auto owed = schema::half_applied(database)) {
    return {{"schema",
             fmt::format("views and functions were not renewed after the migration {} was applied",
                         *owed),
             "run `nightjar migrate`, which does this, or says what prevents it"}};
  }
  if (pending.changed()) {
    const auto count = pending.versioned.size() + pending.repeatable.size();
    return {{"schema",
             fmt::format("{} not been applied",
                         console::counted(count, "migration has", "migrations have")),
             "run `nightjar migrate`"}};
  }
  std::vector<Finding> findings{{"schema", "", ""}};
  for (const feed::Dataset& dataset : settings.datasets) {
    for (const feed::Definition& feed : dataset.feeds) {
      const auto differences = schema::differences(database, feed);
      for (const auto& difference : differences) {
        findings.push_back({"feed " + feed.name(), difference.fact, difference.remedy});
      }
      if (differences.empty()) findings.push_back({in_order(feed), "", ""});
      for (const auto& note : schema::further_columns(database, feed)) {
        findings.push_back({"feed " + feed.name(), "", note.remedy, note.fact});
      }
    }
    for (const auto& difference : schema::after_load_differences(database, dataset)) {
      findings.push_back({"dataset " + dataset.name, difference.fact, difference.remedy});
    }
  }
  return findings;
}

/// Modules that the database knows and the settings do not.
std::vector<Finding> check_modules(postgres::Connection& database,
                                   const config::Settings& settings) {
  std::vector<Finding> findings;
  for (const auto& module : schema::retired_modules(database, migration_sources(settings))) {
    findings.push_back(
        {"module " + module.name, "",
         fmt::format(
             "to load it again add its folder to `datasets:` of {}; to remove it for good see "
             "docs/for-dbas.md, \"Modules\"",
             settings.file.string()),
         fmt::format(
             "it was applied to this database and is not configured any more; its schemas stay: "
             "{}",
             enumeration(module.schemas))});
  }
  return findings;
}

std::vector<Finding> check_clocks(postgres::Connection& database) {
  const auto apart = night::read_clocks(database).disagreement();
  if (!apart) return {{"clocks", "", ""}};
  return {{"clocks", *apart, night::set_the_clocks}};
}

std::vector<Finding> check_roles(postgres::Connection& database) {
  const schema::MissingPrivileges missing = schema::missing_privileges(database);
  std::vector<Finding> findings;
  for (const std::string& role : missing.roles) {
    findings.push_back({"roles", fmt::format("the role {} does not exist", role),
                        fmt::format("have an administrator run: CREATE ROLE {} NOLOGIN; then run "
                                    "`nightjar migrate` for its grants",
                                    role)});
  }
  for (const std::string& statement : missing.statements) {
    findings.push_back({"roles", "grants are missing or surplus",
                        "run `nightjar migrate`, or as the owner of the tables: " + statement});
  }
  if (findings.empty()) findings.push_back({"roles", "", ""});
  return findings;
}

std::vector<Finding> check_session(postgres::Connection& database) {
  std::vector<Finding> findings;
  for (const schema::Difference& fault : schema::faults_of_session(database)) {
    findings.push_back({"session and privileges", fault.fact, fault.remedy});
  }
  if (findings.empty()) findings.push_back({"session and privileges", "", ""});
  return findings;
}

/// Whether a schedule can be followed on this machine, whose zone data is used.
std::vector<Finding> check_schedule(const feed::Dataset& dataset) {
  static_cast<void>(schedule::next_due(dataset.schedule, now()));
  return {};
}

std::string name_of_source(const feed::Dataset& dataset) {
  return fmt::format("source of {}, {}", dataset.name, config::without_login(dataset.source.url));
}

/// What a night would pick up now for a feed whose dump is in several files.
Finding note_on_parts(const night::DumpAtSource& dump) {
  return {"feed " + dump.definition->name(), "", "",
          fmt::format("{} would be picked up: {}", console::counted(dump.files.size(), "part"),
                      enumeration(dump.files, names_at_most))};
}

std::vector<Finding> check_source(const feed::Dataset& dataset) {
  std::vector<Finding> findings;
  std::vector<Finding> notes;
  for (const night::DumpAtSource& dump : night::dumps_at_source(dataset)) {
    if (!dump.missing.empty()) {
      findings.push_back({name_of_source(dataset),
                          fmt::format("{} {} not there", enumeration(dump.missing, names_at_most),
                                      dump.missing.size() == 1 ? "is" : "are"),
                          "the night would be held; ask the vendor, or correct `file:`"});
    }
    if (dump.definition->file.all_parts && !dump.files.empty())
      notes.push_back(note_on_parts(dump));
  }
  if (findings.empty()) findings.push_back({name_of_source(dataset), "", ""});
  findings.insert(findings.end(), notes.begin(), notes.end());
  return findings;
}

/// The folder, or its nearest existing parent, in which a night would create it.
std::filesystem::path present_part_of(std::filesystem::path folder) {
  std::error_code ignored;
  // A dangling link exists, but is not a folder.
  while (folder.has_relative_path() && std::filesystem::symlink_status(folder, ignored).type() ==
                                           std::filesystem::file_type::not_found) {
    folder = folder.parent_path();
  }
  return folder;
}

std::vector<Finding> check_state(const std::filesystem::path& folder) {
  std::error_code ignored;
  const std::filesystem::path present = present_part_of(folder);
  const std::string subject = "state directory " + folder.string();
  if (!std::filesystem::is_directory(present, ignored) ||
      ::access(present.c_str(), W_OK | X_OK) != 0) {
    return {{subject,
             fmt::format("{} is not a folder that this user may write to", present.string()),
             "make it writable; until then nights take longer, and none can be held"}};
  }
  require_owner(folder);
  const std::uint64_t free = free_bytes(present);
  if (free < spare_bytes) {
    return {{subject,
             fmt::format("only {} bytes are free on its disk, and nights keep {} free", free,
                         spare_bytes),
             "free space on that disk, or move the state directory to a larger one"}};
  }
  return {{subject, "", ""}};
}

/// What definitions leave out, which a night reports only when it occurs.
std::vector<Finding> notes_on(const feed::Dataset& dataset) {
  std::vector<Finding> findings;
  for (const feed::Definition& feed : dataset.feeds) {
    for (const feed::PartialArray& choice : feed::partial_arrays_of(feed)) {
      if (choice.is_implied) continue;
      findings.push_back({"feed " + feed.name(), "", "", feed::to_text(feed, choice)});
    }
  }
  return findings;
}

/// The result of `look`, or the failure that prevented it.
template <class Look>
void append(std::vector<Finding>& findings, const std::string& subject, Look&& look) {
  try {
    for (Finding& finding : look()) findings.push_back(std::move(finding));
  } catch (const Error& error) {
    findings.push_back({subject, error.what(), error.remedy()});
  }
}

std::vector<Finding> check_database(const config::Settings& settings) {
  postgres::Connection database(settings.database_url, "nightjar check");
  std::vector<Finding> findings{{"database " + database.describe(), "", ""}};
  append(findings, "clocks", [&] { return check_clocks(database); });
  append(findings, "schema", [&] { return check_schema(database, settings); });
  append(findings, "modules", [&] { return check_modules(database, settings); });
  append(findings, "roles", [&] { return check_roles(database); });
  append(findings, "session and privileges", [&] { return check_session(database); });
  return findings;
}

bool all_in_order(const std::vector<Finding>& findings) {
  return std::all_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.fault.empty(); });
}

Text heading_of(const Finding& finding) {
  if (!finding.fault.empty()) return Text("FAULT", Tone::failed) + "  ";
  return finding.note.empty() ? Text("ok", Tone::healthy) + "     " : Text("note   ");
}

Text text_of(const std::vector<Finding>& findings) {
  Text text;
  for (const Finding& finding : findings) {
    const std::string& more = finding.fault.empty() ? finding.note : finding.fault;
    text += heading_of(finding);
    text += more.empty() ? fmt::format("{}\n", finding.subject)
                         : fmt::format("{}: {}\n", finding.subject, more);
    if (!finding.remedy.empty()) text += fmt::format("       what to do: {}\n", finding.remedy);
  }
  return text;
}

json::Document document_of(const Finding& finding) {
  return {{"subject", finding.subject},
          {"ok", finding.fault.empty()},
          {"fault", finding.fault},
          {"remedy", finding.remedy},
          {"note", finding.note}};
}

std::string json_of(const std::vector<Finding>& findings) {
  return json::dump(json::Document{{"ok", all_in_order(findings)},
                                   {"findings", json::array_of(findings, document_of)}});
}

}  // namespace

ExitCode check(const config::Settings& settings, Console& console) {
  std::vector<Finding> findings{{"configuration " + settings.file.string(), "", ""}};
  append(findings, "database", [&] { return check_database(settings); });
  append(findings, "state directory", [&] { return check_state(settings.state_dir); });
  for (const feed::Dataset& dataset : settings.datasets) {
    append(findings, "schedule of " + dataset.name, [&] { return check_schedule(dataset); });
    append(findings, name_of_source(dataset), [&] { return check_source(dataset); });
    append(findings, dataset.name, [&] { return notes_on(dataset); });
  }
  if (console.output() == console::Output::json) {
    console.answer(json_of(findings));
  } else {
    console.say(text_of(findings));
  }
  return all_in_order(findings) ? ExitCode::done : ExitCode::failed;
}

}  // namespace nightjar::daemon
