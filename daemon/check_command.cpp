#include <cstdio>
#include <vector>

#include "base/error.hpp"
#include "base/format.hpp"
#include "commands.hpp"
#include "json/text.hpp"
#include "night/dumps.hpp"
#include "postgres/connection.hpp"
#include "schema/catalog_check.hpp"
#include "schema/migrate.hpp"
#include "schema/scaffold.hpp"

namespace nightjar::daemon {
namespace {

/// One thing that was looked at.
struct Finding {
  std::string subject;
  std::string fault;  ///< empty where it is in order
  std::string remedy;
};

std::vector<Finding> check_schema(postgres::Connection& database,
                                  const config::Settings& settings) {
  const auto pending = schema::pending_migrations(database, settings.migrations_dir);
  if (pending.changed()) {
    return {{"schema",
             format("{} migrations have not been applied",
                    pending.versioned.size() + pending.repeatable.size()),
             "run `nightjar migrate`"}};
  }
  std::vector<Finding> findings{{"schema", "", ""}};
  for (const feed::Dataset& dataset : settings.datasets) {
    for (const feed::Definition& feed : dataset.feeds) {
      const auto differences = schema::differences(database, feed);
      for (const auto& difference : differences) {
        findings.push_back({"feed " + feed.name(), difference.fact, difference.remedy});
      }
      if (differences.empty()) findings.push_back({"feed " + feed.name(), "", ""});
    }
  }
  return findings;
}

std::vector<Finding> check_source(const feed::Dataset& dataset) {
  const std::string subject = format("source {}", dataset.source);
  const night::Dumps dumps = night::find_dumps(dataset, dataset.source);
  std::vector<Finding> findings;
  for (const feed::Definition* missing : dumps.missing) {
    findings.push_back({subject, format("{} is not there", missing->file),
                        "the night would be held; ask the vendor, or correct `file:`"});
  }
  if (findings.empty()) findings.push_back({subject, "", ""});
  return findings;
}

/// What `look` finds, or the failure that kept it from looking.
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
  append(findings, "schema", [&] { return check_schema(database, settings); });
  return findings;
}

void print_text(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    const std::string line = finding.fault.empty()
                                 ? format("ok    {}\n", finding.subject)
                                 : format("FAULT {}: {}\n", finding.subject, finding.fault);
    std::fputs(line.c_str(), stdout);
    if (!finding.remedy.empty()) std::fputs(format("      {}\n", finding.remedy).c_str(), stdout);
  }
}

void print_json(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += format(R"({}{{"subject":{},"ok":{},"fault":{},"remedy":{}}})", text.empty() ? "" : ",",
                   json::quoted(finding.subject), finding.fault.empty(),
                   json::quoted(finding.fault), json::quoted(finding.remedy));
  }
  std::fputs(("[" + text + "]\n").c_str(), stdout);
}

}  // namespace

ExitCode check(const config::Settings& settings, Output output) {
  std::vector<Finding> findings{{"configuration " + settings.file.string(), "", ""}};
  append(findings, "database", [&] { return check_database(settings); });
  for (const feed::Dataset& dataset : settings.datasets) {
    append(findings, "source " + dataset.source, [&] { return check_source(dataset); });
  }
  output == Output::json ? print_json(findings) : print_text(findings);
  for (const Finding& finding : findings) {
    if (!finding.fault.empty()) return ExitCode::failed;
  }
  return ExitCode::done;
}

ExitCode scaffold(const config::Settings& settings, const std::string& feed) {
  for (const feed::Dataset& dataset : settings.datasets) {
    for (const feed::Definition& definition : dataset.feeds) {
      if (definition.name() != feed) continue;
      std::fputs(schema::scaffold(dataset, definition).c_str(), stdout);
      return ExitCode::done;
    }
  }
  throw UsageError(format("no dataset has a feed {}", feed),
                   "describe it in a YAML file of the datasets folder first");
}

}  // namespace nightjar::daemon
