#include "night/night.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

#include "base/error.hpp"
#include "base/format.hpp"
#include "night/dataset_lock.hpp"
#include "night/dumps.hpp"
#include "night/feed_night.hpp"
#include "night/guards.hpp"
#include "night/ledger.hpp"
#include "night/night_context.hpp"
#include "night/sql.hpp"
#include "postgres/connection.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::night {
namespace {

using FeedNights = std::vector<std::unique_ptr<FeedNight>>;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

FeedNights compare(NightContext& night, const Dumps& dumps) {
  FeedNights feeds;
  for (const Dump& dump : dumps.files) {
    try {
      night.ledger.add_dump(night.run, dump);
      auto feed = std::make_unique<FeedNight>(night, dump);
      feed->prepare();
      feed->compare();
      feed->settle();
      refuse_changed(dump);
      feeds.push_back(std::move(feed));
    } catch (Error& error) {
      error.in(dump.definition->name());
      throw;
    }
  }
  return feeds;
}

std::vector<std::string> judge_all(const FeedNights& feeds, const Dumps& dumps) {
  std::vector<std::string> reasons;
  for (const feed::Definition* missing : dumps.missing) reasons.push_back(missing_file(*missing));
  for (const auto& feed : feeds) {
    auto more = judge(feed->definition(), feed->settlement());
    std::move(more.begin(), more.end(), std::back_inserter(reasons));
  }
  return reasons;
}

void collect(Report& report, const FeedNights& feeds) {
  report.feeds.clear();
  for (const auto& feed : feeds) report.feeds.push_back(feed->report());
}

Outcome outcome_of(const FeedNights& feeds) {
  const bool unchanged = std::all_of(feeds.begin(), feeds.end(), [](const auto& feed) {
    return feed->settlement().counts.changed_nothing();
  });
  return unchanged ? Outcome::unchanged : Outcome::loaded;
}

/// Who let a held night pass, if it is one.
using Approval = std::optional<std::string>;

/// Everything that readers will see of the night, in one transaction.
void publish(NightContext& night, const FeedNights& feeds, const Approval& approval,
             Report& report) {
  night.observer.stage("publishing", {});
  for (const auto& feed : feeds) feed->publish();
  postgres::Transaction& transaction = night.publication.transaction();
  collect(report, feeds);
  report.outcome = outcome_of(feeds);
  if (approval) night.ledger.approve(transaction, night.run, *approval);
  night.ledger.close(transaction, report);
  const auto closed = std::chrono::steady_clock::now();
  if (report.outcome == Outcome::loaded) night.ledger.refresh_summaries(transaction, night.run);
  report.summaries_seconds = seconds_since(closed);
  transaction.commit();
  report.commit_seconds = seconds_since(closed) - report.summaries_seconds;
}

std::string with_remedy(const Error& error) {
  return error.remedy().empty() ? error.what() : format("{} ({})", error.what(), error.remedy());
}

/// The side files only save time: a night that is committed stays so whatever becomes of them.
void remember(NightContext& night, const FeedNights& feeds) {
  for (const auto& feed : feeds) {
    try {
      feed->remember();
    } catch (const Error& error) {
      night.observer.notice(feed->definition().name(),
                            format("the night is not affected, but the next one will take longer, "
                                   "since its side file cannot be kept: {}",
                                   with_remedy(error)));
    }
  }
}

/// What was kept of older nights only takes up space.
void drop_held(NightContext& night, const HeldDumps& held, std::optional<std::int64_t> but) {
  try {
    held.drop_all_but(but);
  } catch (const Error& error) {
    night.observer.notice(night.run.dataset, with_remedy(error));
  }
}

std::string enumeration(const std::vector<std::string>& reasons) {
  std::string text;
  for (const std::string& reason : reasons) text += (text.empty() ? "" : "; ") + reason;
  return text;
}

/// Puts a night aside until a person has looked at it.
void hold(NightContext& night, const Dumps& dumps, const HeldDumps& held, Report& report) {
  try {
    held.keep(night.run.id, dumps);
  } catch (Error& error) {
    error.in(format("the night would be held ({}), but its files cannot be kept for that",
                    enumeration(report.reasons)));
    throw;
  }
  drop_held(night, held, night.run.id);
  report.outcome = Outcome::held;
  night.ledger.close(report);
}

/// The night, from the dumps to the commit.
void load(NightContext& night, const Dumps& dumps, const HeldDumps& held, const Approval& approval,
          Report& report) {
  night.ledger.refuse_going_back(night.run);
  if (approval) night.ledger.forget_attempt(night.run);
  const FeedNights feeds = compare(night, dumps);
  collect(report, feeds);
  report.reasons = judge_all(feeds, dumps);
  if (!report.reasons.empty() && !approval) {
    hold(night, dumps, held, report);
    return;
  }
  publish(night, feeds, approval, report);
  remember(night, feeds);
  drop_held(night, held, {});
}

void fail(Report& report, const std::exception& failure) {
  report.outcome = Outcome::failed;
  report.reasons = {failure.what()};
  const auto* error = dynamic_cast<const Error*>(&failure);
  report.remedy =
      error != nullptr ? error->remedy() : "this is a fault of the program: report it as it stands";
}

/// Whether a failure ends the night: one that was held stays held.
enum class OnFailure { close_run, keep_run };

/// Opens what every night needs, runs `stages` within it, and brings failures into the ledger.
template <class OpenRun, class Stages>
Report in_ledger(const config::Settings& settings, const std::string& dataset, Instant as_of,
                 Observer& observer, OnFailure on_failure, OpenRun&& open_run, Stages&& stages) {
  const auto start = std::chrono::steady_clock::now();
  Report report;
  report.dataset = dataset;
  report.as_of = as_of;
  try {
    postgres::Connection session(settings.database_url, "nightjar run " + dataset);
    postgres::Connection database(settings.database_url, "nightjar stage " + dataset);
    for (postgres::Connection* each : {&session, &database}) each->run_script(sql::night_settings);
    schema::require_migrated(database);
    const DatasetLock lock(session, dataset);
    Ledger ledger(database);
    Publication publication(session);
    NightContext night{settings.database_url,
                       settings.state_dir,
                       open_run(ledger),
                       database,
                       publication,
                       ledger,
                       observer};
    report.run_id = night.run.id;
    report.as_of = night.run.as_of;
    try {
      stages(night, report);
    } catch (const std::exception& error) {
      fail(report, error);
      if (on_failure == OnFailure::close_run) ledger.close(report);
    }
  } catch (const std::exception& error) {
    fail(report, error);
  }
  report.seconds = seconds_since(start);
  return report;
}

}  // namespace

Report run_night(const config::Settings& settings, const Request& request, Observer& observer) {
  const feed::Dataset& dataset = config::find_dataset(settings, request.dataset);
  const Instant as_of = request.as_of.value_or(now());
  return in_ledger(
      settings, dataset.name, as_of, observer, OnFailure::close_run,
      [&](Ledger& ledger) { return ledger.open(dataset.name, as_of); },
      [&](NightContext& night, Report& report) {
        schema::require_feeds(night.database, dataset.feeds);
        observer.stage("picking up", {});
        const Dumps dumps = find_dumps(dataset, request.source.value_or(dataset.source));
        load(night, dumps, HeldDumps(settings.state_dir, dataset.name), {}, report);
      });
}

Report approve_night(const config::Settings& settings, std::int64_t run_id,
                     const std::string& person, Observer& observer) {
  const Run run = [&] {
    postgres::Connection database(settings.database_url, "nightjar approve");
    schema::require_migrated(database);
    return Ledger(database).find_held(run_id);
  }();
  const feed::Dataset& dataset = config::find_dataset(settings, run.dataset);
  return in_ledger(
      settings, run.dataset, run.as_of, observer, OnFailure::keep_run,
      [&](Ledger& ledger) { return ledger.find_held(run_id); },
      [&](NightContext& night, Report& report) {
        schema::require_feeds(night.database, dataset.feeds);
        const HeldDumps held(settings.state_dir, run.dataset);
        const Dumps dumps = held.find(run_id, dataset);
        load(night, dumps, held, person, report);
      });
}

}  // namespace nightjar::night
