#include "night/judging.hpp"

#include <iterator>

#include "base/error.hpp"
#include "night/guards.hpp"

namespace nightjar::night {
namespace {

void add(std::vector<ledger::Guard>& guards, std::vector<ledger::Guard> more) {
  std::move(more.begin(), more.end(), std::back_inserter(guards));
}

/// Adds the judgements of the guards to the report.
void ask_guards(ledger::Report& report, const ReconciledNight& reconciled) {
  for (const feed::Definition* missing : reconciled.missing) {
    report.guards.push_back(missing_file(*missing));
  }
  for (const ReconciledFeed& feed : reconciled.feeds) {
    report.feeds.push_back(feed.report);
    report.guards.push_back(judge_files(*feed.dump, feed.empty_files));
    add(report.guards, judge(feed.definition(), feed.reconciliation, feed.ends));
  }
  for (const ledger::Guard& guard : report.guards) {
    if (!guard.reason.empty()) report.reasons.push_back(guard.reason);
  }
}

}  // namespace

/// The only one that creates nights that may be published.
class Judge {
 public:
  static PassedNight pass(ReconciledNight reconciled, std::optional<std::string> approved_by) {
    return {std::move(reconciled.feeds), std::move(approved_by)};
  }
};

ReconciledNight compare(NightContext& night, const Dumps& dumps) {
  ReconciledNight reconciled{{}, dumps.missing};
  for (const Dump& dump : dumps.of_feeds) {
    try {
      reconciled.feeds.push_back(reconcile(night, compare(night, dump)));
    } catch (Error& error) {
      error.in(dump.definition->name());
      throw;
    }
  }
  return reconciled;
}

std::variant<PassedNight, HeldNight> judge(NightContext& night, ReconciledNight reconciled) {
  ask_guards(night.report, reconciled);
  if (!night.report.reasons.empty()) return HeldNight{std::move(reconciled.feeds)};
  return Judge::pass(std::move(reconciled), {});
}

PassedNight approve(NightContext& night, ReconciledNight reconciled, const std::string& person) {
  ask_guards(night.report, reconciled);
  return Judge::pass(std::move(reconciled), person);
}

}  // namespace nightjar::night
