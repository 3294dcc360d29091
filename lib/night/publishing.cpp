#include "night/publishing.hpp"

#include <algorithm>
#include <utility>

#include "ledger/runs.hpp"
#include "night/afterwards.hpp"
#include "night/stopwatch.hpp"
#include "schema/after_load.hpp"

namespace nightjar::night {
namespace {

ledger::Outcome outcome_of(const std::vector<PublishedFeed>& feeds) {
  const bool is_unchanged = std::all_of(feeds.begin(), feeds.end(), [](const PublishedFeed& feed) {
    return feed.report.counts.changed_nothing();
  });
  return is_unchanged ? ledger::Outcome::unchanged : ledger::Outcome::loaded;
}

}  // namespace

PublishedNight publish(NightContext& night, PassedNight passed) {
  night.observer.stage("publishing", {});
  PublishedNight published;
  for (ReconciledFeed& feed : passed.feeds()) {
    published.feeds.push_back(publish(night, std::move(feed), passed.approved_by().has_value()));
  }
  postgres::Transaction& transaction = night.publication.transaction();
  ledger::Report& report = night.report;
  report.feeds.clear();
  for (const PublishedFeed& feed : published.feeds) report.feeds.push_back(feed.report);
  report.outcome = outcome_of(published.feeds);
  if (passed.approved_by()) ledger::approve_run(transaction, night.run, *passed.approved_by());
  ledger::close_run(transaction, report);
  if (report.outcome == ledger::Outcome::loaded) {
    const Stopwatch stopwatch(report.summaries_seconds);
    schema::call_after_load(transaction, night.dataset, night.run.id);
    ledger::finish_run(transaction, night.run, report);
  }
  {
    const Stopwatch stopwatch(report.commit_seconds);
    night.publication.commit();
  }
  report.whole_seconds = seconds_since(night.start);
  return published;
}

void remember(NightContext& night, PublishedNight published) {
  for (PublishedFeed& feed : published.feeds) {
    afterwards(
        night.observer, feed.name,
        "the night is not affected, but the next one will take longer, since its fingerprint cache "
        "cannot be kept",
        [&] { feed.fingerprint_cache->commit(feed.stamp); });
  }
}

}  // namespace nightjar::night
