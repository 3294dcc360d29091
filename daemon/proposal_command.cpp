#include <algorithm>
#include <string>

#include "base/format.hpp"
#include "commands.hpp"
#include "config/identifier.hpp"
#include "feed/module.hpp"
#include "inference/proposal.hpp"
#include "json/document.hpp"
#include "schema/scaffold.hpp"

namespace nightjar::daemon {
namespace {

bool is_configured(const config::Settings& settings, const std::string& dataset) {
  return std::any_of(settings.datasets.begin(), settings.datasets.end(),
                     [&](const feed::Dataset& configured) { return configured.name == dataset; });
}

inference::ProposalRequest request_for(const config::Settings& settings, const std::string& name,
                                       const std::string& file) {
  const std::size_t dot = std::min(name.find('.'), name.size());
  const std::string dataset = name.substr(0, dot);
  const std::string table = name.substr(std::min(dot + 1, name.size()));
  if (!config::is_identifier(dataset) || !config::is_identifier(table) ||
      feed::is_engine_schema(dataset)) {
    throw UsageError(fmt::format("a feed cannot be called \"{}\"", name),
                     "write DATASET.FEED, each of a to z, 0 to 9 and _, beginning with a letter, "
                     "and no name of PostgreSQL's or Nightjar's own");
  }
  return {dataset, table, file, !is_configured(settings, dataset)};
}

std::string migration_of(const inference::Proposal& proposal) {
  if (!proposal.dataset) return {};
  return schema::scaffold(*proposal.dataset, proposal.dataset->feeds.front());
}

/// Each line as a comment of YAML, so that all that is printed is one YAML file.
std::string as_comments(const std::string& sql) {
  std::string text;
  for (std::size_t begin = 0; begin < sql.size();) {
    const std::size_t end = std::min(sql.find('\n', begin), sql.size());
    text += end == begin ? "#\n" : "# " + sql.substr(begin, end - begin) + "\n";
    begin = end + 1;
  }
  return text;
}

std::string document_of(const inference::Proposal& proposal, const std::string& name) {
  const std::string sql = migration_of(proposal);
  if (sql.empty()) return proposal.yaml;
  return proposal.yaml + fmt::format(
                             "\n# Once this is in a module, `nightjar scaffold {}` writes its "
                             "migration:\n#\n{}",
                             name, as_comments(sql));
}

std::string json_of(const inference::Proposal& proposal) {
  return json::dump(json::Document{{"yaml", proposal.yaml},
                                   {"migration", json::text_or_null(migration_of(proposal))},
                                   {"records_read", proposal.records_read},
                                   {"examined", proposal.examined},
                                   {"misfits", proposal.misfits}});
}

void tell_of_misfits(Console& console, const inference::Proposal& proposal) {
  if (proposal.misfits == 0) return;
  console.notice(fmt::format("{} of the {} records examined do not fit the proposal, the first: {}",
                             proposal.misfits, proposal.examined, proposal.first_misfit));
}

/// The reader refuses the proposal until a person has named the key.
ExitCode tell_of_key(Console& console, const inference::Proposal& proposal) {
  if (proposal.dataset) return ExitCode::done;
  console.complain(Misconfigured(
      "no columns identify a record in the sample, so the proposal has no key and no migration",
      "name the columns under `key:`, as the vendor says; `nightjar scaffold` then writes the "
      "migration"));
  return ExitCode::failed;
}

}  // namespace

ExitCode propose(const config::Settings& settings, const std::string& name, const std::string& file,
                 Console& console) {
  const inference::Proposal proposal = inference::propose(request_for(settings, name, file));
  if (console.output() == console::Output::json) {
    console.answer(json_of(proposal));
  } else {
    console.document(document_of(proposal, name));
  }
  tell_of_misfits(console, proposal);
  return tell_of_key(console, proposal);
}

}  // namespace nightjar::daemon
