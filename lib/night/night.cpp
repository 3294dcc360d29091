#include "night/night.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/format.hpp"
#include "feed/fingerprinter.hpp"
#include "ledger/feed_state.hpp"
#include "ledger/files.hpp"
#include "ledger/refusal.hpp"
#include "ledger/runs.hpp"
#include "night/approval.hpp"
#include "night/archiving.hpp"
#include "night/definition_mismatch.hpp"
#include "night/dump_sources.hpp"
#include "night/dumps.hpp"
#include "night/feed_night.hpp"
#include "night/guards.hpp"
#include "night/housekeeping.hpp"
#include "night/in_ledger.hpp"
#include "night/night_context.hpp"
#include "night/scratch.hpp"
#include "night/stopwatch.hpp"
#include "postgres/connection.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::night {

using ledger::Guard;
using ledger::Outcome;
using ledger::Refusal;
using ledger::Report;
using ledger::Run;

namespace {

using FeedNights = std::vector<std::unique_ptr<FeedNight>>;

FeedNights compare(NightContext& night, const Dumps& dumps) {
  FeedNights feeds;
  for (const Dump& dump : dumps.files) {
    try {
      auto feed = std::make_unique<FeedNight>(night, dump);
      feed->prepare();
      feed->compare();
      feed->reconcile();
      refuse_changed(dump);
      feeds.push_back(std::move(feed));
    } catch (Error& error) {
      error.in(dump.definition->name());
      throw;
    }
  }
  return feeds;
}

/// Has the guards judge the night, and tells the report.
void judge_all(const FeedNights& feeds, const Dumps& dumps, Report& report) {
  for (const feed::Definition* missing : dumps.missing) {
    report.guards.push_back(missing_file(*missing));
  }
  for (const auto& feed : feeds) {
    auto more = feed->judge();
    std::move(more.begin(), more.end(), std::back_inserter(report.guards));
  }
  for (const Guard& guard : report.guards) {
    if (!guard.reason.empty()) report.reasons.push_back(guard.reason);
  }
}

void collect(Report& report, const FeedNights& feeds) {
  report.feeds.clear();
  for (const auto& feed : feeds) report.feeds.push_back(feed->report());
}

Outcome outcome_of(const FeedNights& feeds) {
  const bool unchanged = std::all_of(feeds.begin(), feeds.end(), [](const auto& feed) {
    return feed->reconciliation().counts.changed_nothing();
  });
  return unchanged ? Outcome::unchanged : Outcome::loaded;
}

/// Who let a held night pass, if it is one.
using Approval = std::optional<std::string>;

/// Everything that readers will see of the night, in one transaction.
void publish(NightContext& night, const FeedNights& feeds, const Approval& approval,
             Report& report) {
  night.observer.stage("publishing", {});
  for (const auto& feed : feeds) feed->publish(approval.has_value());
  postgres::Transaction& transaction = night.publication.transaction();
  collect(report, feeds);
  report.outcome = outcome_of(feeds);
  if (approval) ledger::approve_run(transaction, night.run, *approval);
  ledger::close_run(transaction, report);
  if (report.outcome == Outcome::loaded) {
    const Stopwatch stopwatch(report.summaries_seconds);
    ledger::refresh_summaries(transaction, night.run, report);
  }
  {
    const Stopwatch stopwatch(report.commit_seconds);
    night.publication.commit();
  }
  report.whole_seconds = seconds_since(night.start);
}

/// What comes after a night is decided: it stays what it is whatever becomes of that.
template <class Act>
void afterwards(NightContext& night, const std::string& subject, std::string_view consequence,
                Act&& act) {
  try {
    act();
  } catch (const Error& error) {
    night.observer.notice(subject, fmt::format("{}: {}", consequence, with_remedy(error)));
  } catch (const std::exception& failure) {
    night.observer.notice(subject, fmt::format("{}: {}", consequence, failure.what()));
  }
}

/// The fingerprint caches only save time.
void remember(NightContext& night, const FeedNights& feeds) {
  for (const auto& feed : feeds) {
    afterwards(
        night, feed->definition().name(),
        "the night is not affected, but the next one will take longer, since its fingerprint cache "
        "cannot be kept",
        [&] { feed->remember(); });
  }
}

/// For whoever will decide about a night that is going to be held. The night's transaction is of no
/// other use after this.
void keep_examples(NightContext& night, const FeedNights& feeds) {
  afterwards(night, night.run.dataset, "the night is held without examples of what it would change",
             [&] {
               for (const auto& feed : feeds) {
                 for (const loading::Example& example : feed->examples()) {
                   ledger::add_example(night.database, night.run, feed->definition().name(),
                                       example.op, example.json);
                 }
               }
             });
}

/// What to do about a held night.
void tell_remedy(const feed::Dataset& dataset,
                 const std::vector<ledger::DefinitionMismatch>& mismatches, Report& report) {
  report.needs_correction = !mismatches.empty();
  report.remedy =
      report.needs_correction
          ? correction_of(dataset, mismatches)
          : fmt::format(
                "nightjar show {0} shows what it would change; if that is right: nightjar approve "
                "{0}; if not, have the vendor correct the files, then: nightjar run {1}",
                *report.run_id, dataset.name);
}

/// Puts a night aside until a person has looked at it: what may be approved must be kept.
void hold(NightContext& night, Archiving& archiving, Report& report) {
  night.publication.give_up();
  try {
    archiving.secure(night.database, night.observer);
  } catch (Error& error) {
    error.in(fmt::format("the night would be held ({}), but its files cannot be kept",
                         fmt::join(report.reasons, "; ")));
    throw;
  }
  report.outcome = Outcome::held;
  ledger::close_run(night.database, report);
}

/// What a night stands on is safe before it is committed. A disk that does not take it withholds
/// nothing from readers; `nightjar status` then names the night.
void secure(NightContext& night, Archiving& archiving) {
  try {
    archiving.secure(night.database, night.observer);
  } catch (const Misconfigured& error) {
    night.observer.notice(night.run.dataset,
                          fmt::format("the night is not affected, but its files are not in the "
                                      "archive: {}",
                                      with_remedy(error)));
  }
}

/// For whoever wants to see what was wrong with them.
void keep_bad_files(NightContext& night, Archiving& archiving) {
  if (archiving.was_secured()) return;
  afterwards(night, night.run.dataset, "the files are not in the archive",
             [&] { archiving.secure(night.database, night.observer); });
}

/// What a comparison would find where the dumps are, byte for byte, those of the newest night,
/// whose records were all taken; nothing where they are not, or where that is not known yet.
std::optional<std::vector<ledger::FeedReport>> same_as_newest(NightContext& night,
                                                              const Dumps& dumps) {
  const bool all_known = !dumps.files.empty() && dumps.missing.empty() &&
                         std::none_of(dumps.files.begin(), dumps.files.end(),
                                      [](const Dump& dump) { return dump.sha256.empty(); });
  if (!all_known) return std::nullopt;
  const auto newest = ledger::newest_counts(night.database, night.run.dataset);
  std::vector<ledger::FeedReport> reports;
  for (const Dump& dump : dumps.files) {
    const feed::Definition& feed = *dump.definition;
    const auto last =
        std::find_if(newest.begin(), newest.end(), [&](const ledger::CountedFile& file) {
          return file.feed == feed.name() && file.sha256 == dump.sha256 &&
                 file.member == feed.file.member;
        });
    if (last == newest.end() || last->rejected + last->passed_over > 0) return std::nullopt;
    if (ledger::state_of(night.database, feed.name()).digest != feed::digest_of(feed)) {
      return std::nullopt;
    }
    ledger::FeedReport report;
    report.feed = feed.name();
    report.bytes = dump.identity.bytes;
    report.counts.read = last->read;
    report.counts.duplicates = last->duplicates;
    report.counts.unchanged = last->read - last->duplicates;
    reports.push_back(std::move(report));
  }
  return reports;
}

/// The same bytes as the newest night, which nobody needs to compare.
bool is_same_again(NightContext& night, const Dumps& dumps, Archiving& archiving, Report& report) {
  auto reports = same_as_newest(night, dumps);
  if (!reports) return false;
  secure(night, archiving);
  report.feeds = std::move(*reports);
  report.outcome = Outcome::unchanged;
  ledger::close_run(night.database, report);
  return true;
}

/// The night of a vendor's files, from the dumps to the commit.
void load(NightContext& night, const feed::Dataset& dataset, const Dumps& dumps,
          Archiving& archiving, Report& report) {
  if (is_same_again(night, dumps, archiving, report)) return;
  const FeedNights feeds = compare(night, dumps);
  collect(report, feeds);
  judge_all(feeds, dumps, report);
  if (!report.reasons.empty()) {
    tell_remedy(dataset, ledger::mismatches(night.database, night.run.id, feeds_json(report)),
                report);
    keep_examples(night, feeds);
    return hold(night, archiving, report);
  }
  secure(night, archiving);
  publish(night, feeds, {}, report);
  remember(night, feeds);
}

/// The same for files that a person has looked at. They are in the archive already.
void load_approved(NightContext& night, const Dumps& dumps, const std::string& person,
                   Report& report) {
  ledger::forget_attempt(night.database, night.run);
  const FeedNights feeds = compare(night, dumps);
  collect(report, feeds);
  judge_all(feeds, dumps, report);
  publish(night, feeds, person, report);
  remember(night, feeds);
}

/// Ends a night that was brought the bytes of another as that one ended, without reading them.
void refuse_again(NightContext& night, const Dumps& dumps, Archiving& archiving,
                  const Refusal& refusal, const feed::Dataset& dataset, Report& report) {
  // Where the source tells no times each try has to fetch the files, and would leave another line.
  const bool all_timed = std::all_of(dumps.files.begin(), dumps.files.end(),
                                     [](const Dump& dump) { return dump.modified.has_value(); });
  if (!all_timed) throw RefusedBefore(refusal, dataset.name);
  const std::string why = fmt::format("the files have the bytes of run {}, which were refused: {}",
                                      refusal.read_by_run_id, refusal.why);
  if (refusal.outcome == Outcome::failed) {
    throw BadDump(
        why,
        fmt::format(
            "have the vendor deliver other files; to read these again: nightjar run {} --again",
            dataset.name));
  }
  report.reasons = {why};
  tell_remedy(dataset, ledger::mismatches(night.database, refusal.read_by_run_id, {}), report);
  hold(night, archiving, report);
}

/// Whether the files are still those that were picked up, byte for byte.
bool are_unchanged(const Dumps& dumps) {
  return std::all_of(dumps.files.begin(), dumps.files.end(), [](const Dump& dump) {
    std::error_code gone;
    return std::filesystem::exists(dump.path, gone) &&
           InputFile(dump.path).identity() == dump.identity;
  });
}

/// A vendor who delivers the same files night after night is heard of in the log.
void tell_staleness(NightContext& night) {
  const std::string& dataset = night.run.dataset;
  const auto stale = ledger::staleness(night.database, dataset);
  if (stale) night.observer.stale(dataset, *stale);
}

/// What can wait until the night is decided. It is made up for at the next start where this process
/// ends before.
void wind_up(NightContext& night, const config::Settings& settings, Outcome outcome) {
  const std::string& dataset = night.run.dataset;
  night.publication.give_up();
  afterwards(night, dataset, "the outcome of the night is not yet in the archive", [&] {
    archive::Archive(archive_of(settings.state_dir))
        .note_outcome(night.run.night, std::string(name_of(outcome)));
  });
  afterwards(
      night, dataset,
      "the night's files stay unpacked until the next night, or the next start of the service",
      [&] {
        night.observer.stage("packing the files", {});
        pack_archive(settings.state_dir, night.database, [&] { night.observer.tick(); });
      });
  afterwards(night, dataset, "expired files and rejects are not removed until the next night",
             [&] { drop_old(settings, night.database); });
  if (outcome == Outcome::held || outcome == Outcome::failed) return;
  afterwards(night, dataset, "it is not known whether the vendor's data is stale",
             [&] { tell_staleness(night); });
}

/// The files are on their way into the archive meanwhile. `refusal`: what must not be read again.
void load_and_keep(NightContext& night, const feed::Dataset& dataset, const Dumps& dumps,
                   const std::optional<Refusal>& refusal, Report& report) {
  const bool is_known = refusal && has_bytes(*refusal, dumps);
  const auto read_by = is_known ? std::optional(refusal->read_by_run_id) : std::nullopt;
  Archiving archiving(night.state_dir, night.run, dumps);
  try {
    if (is_known) {
      refuse_again(night, dumps, archiving, *refusal, dataset, report);
    } else {
      load(night, dataset, dumps, archiving, report);
    }
  } catch (const BadDump&) {
    night.publication.give_up();
    if (are_unchanged(dumps))
      ledger::note_refused(night.database, night.run, dataset.digest, read_by);
    keep_bad_files(night, archiving);
    throw;
  }
  if (report.outcome == Outcome::held)
    ledger::note_refused(night.database, night.run, dataset.digest, read_by);
}

void load_and_wind_up(NightContext& night, const config::Settings& settings,
                      const feed::Dataset& dataset, const Dumps& dumps,
                      const std::optional<Refusal>& refusal, Report& report) {
  try {
    load_and_keep(night, dataset, dumps, refusal, report);
  } catch (const BadDump&) {
    wind_up(night, settings, Outcome::failed);
    throw;
  }
  wind_up(night, settings, report.outcome);
}

/// Throws Error where the dataset has a night that is as late as this one, or later.
void refuse_going_back(NightContext& night, const Clocks& clocks) {
  const auto newest = ledger::newest_night(night.database, night.run.dataset);
  if (!newest || night.run.as_of > newest->run.as_of) return;
  throw Error(
      fmt::format("a night of {} cannot be valid from {}: run {} is valid from {}",
                  night.run.dataset, to_string(night.run.as_of), newest->run.id,
                  to_string(newest->run.as_of)),
      is_far_ahead(newest->run.as_of, clocks)
          ? "that night lies in the future: to correct it, see docs/operations.md, \"A night from "
            "the future\""
          : "nights can only be added at the end of the history: give a later --as-of");
}

/// Tells of clocks that disagree, and refuses what one of them, or a slip, has put into the future.
void refuse_wrong_time(NightContext& night, Future future) {
  const Clocks clocks = read_clocks(night.database);
  if (const auto apart = clocks.disagreement()) {
    night.observer.notice(night.run.dataset, fmt::format("{} ({})", *apart, set_the_clocks));
  }
  if (future == Future::refused) refuse_future(night.run.dataset, night.run.as_of, clocks);
  refuse_going_back(night, clocks);
}

}  // namespace

Report run_night(const config::Settings& settings, const NightRequest& request,
                 NightObserver& observer) {
  const feed::Dataset& dataset = config::find_dataset(settings, request.dataset);
  std::optional<Original> original;
  if (request.from_run) original = find_original(settings, dataset.name, *request.from_run);
  const auto own = original ? original->as_of : std::nullopt;
  const Instant as_of = request.as_of.value_or(own.value_or(now()));
  std::optional<Refusal> refusal;
  return in_ledger(
      settings, dataset.name, as_of, observer, OnFailure::close_run,
      [&](postgres::Executor& database) {
        for (const auto& night : ledger::close_interrupted(database, dataset.name)) {
          observer.interrupted(night.run_id, night.error);
        }
        request.prepare(database);
        if (request.unless_settled_since) {
          const Instant since = *request.unless_settled_since;
          const auto settled = ledger::times_of_nights(database, dataset.name, since).last_settled;
          if (settled && *settled >= since) throw NotNeeded(dataset.name);
        }
        if (!request.again && !request.from_run)
          refusal = ledger::newest_refusal(database, dataset.name, dataset.digest);
        if (refusal) require_other_files(*refusal, request, dataset, observer);
        return ledger::open_run(database, dataset.name, as_of);
      },
      [&](NightContext& night, Report& report) {
        schema::require_feeds(night.database, dataset.feeds);
        refuse_wrong_time(night, request.future);
        const Scratch scratch(settings.state_dir, dataset.name);
        const Dumps dumps = original ? unpack(night, settings, *original, dataset, scratch)
                                     : pick_up(night, request, dataset, scratch);
        for (const Dump& dump : dumps.files)
          ledger::add_file(night.database, night.run, file_of(dump));
        load_and_wind_up(night, settings, dataset, dumps, refusal, report);
      });
}

void require_approvable(const config::Settings& settings, std::int64_t run_id) {
  postgres::Connection database(settings.database_url, "nightjar approve");
  schema::require_migrated(database);
  const Run run = find_held(database, run_id);
  refuse_pointless(database, run, config::find_dataset(settings, run.dataset));
}

Report approve_night(const config::Settings& settings, std::int64_t run_id,
                     const std::string& person, NightObserver& observer, Future future) {
  const Run run = [&] {
    postgres::Connection database(settings.database_url, "nightjar approve");
    schema::require_migrated(database);
    return find_held(database, run_id);
  }();
  const feed::Dataset& dataset = config::find_dataset(settings, run.dataset);
  return in_ledger(
      settings, run.dataset, run.as_of, observer, OnFailure::keep_run,
      [&](postgres::Executor& database) { return find_held(database, run_id); },
      [&](NightContext& night, Report& report) {
        schema::require_feeds(night.database, dataset.feeds);
        refuse_wrong_time(night, future);
        refuse_overtaken(night.database, night.run);
        const Original original = original_of(settings, night.database, night.run);
        const Scratch scratch(settings.state_dir, dataset.name);
        Dumps dumps = unpack(night, settings, original, dataset, scratch);
        compare_ages(night, dumps);
        load_approved(night, dumps, person, report);
        wind_up(night, settings, report.outcome);
      });
}

}  // namespace nightjar::night
