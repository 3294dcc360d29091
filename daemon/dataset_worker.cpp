#include "dataset_worker.hpp"

#include <algorithm>
#include <utility>

#include "base/format.hpp"
#include "ledger/runs.hpp"
#include "ledger/schedule_notes.hpp"
#include "night/night.hpp"
#include "postgres/connection.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::daemon {
namespace {

using logging::Level;
using logging::LogEntry;
using std::chrono::milliseconds;

/// The longest sleep of a worker: somebody may set the clock, or run a night by hand.
constexpr milliseconds longest_sleep = std::chrono::minutes(5);

/// The machine's time, and waits that end with the service.
class NightClock : public Clock {
 public:
  NightClock(ServiceSignal& signal, ActivityMonitor& activity, std::string dataset)
      : signal_(signal), activity_(activity), dataset_(std::move(dataset)) {}

  Instant now() override { return nightjar::now(); }
  void wait(milliseconds duration) override {
    signal_.wait_or_throw(duration);
    activity_.busy(dataset_, "picking up");
  }

 private:
  ServiceSignal& signal_;
  ActivityMonitor& activity_;
  std::string dataset_;
};

/// A night waits as long as the source says; the last one of a window lets the guards judge the
/// missing files, so that a person is informed.
night::SourceTimeouts patience_for(const feed::Source& source, Instant end) {
  const auto left =
      std::max(std::chrono::ceil<std::chrono::seconds>(end - now()), std::chrono::seconds(0));
  if (left > source.give_up_after) {
    return {source.give_up_after, true, night::WithoutFiles::fail};
  }
  return {left, true, night::WithoutFiles::go_on};
}

std::string shown(Instant instant) {
  return to_string(std::chrono::floor<std::chrono::seconds>(instant));
}

}  // namespace

CurrentSettings::CurrentSettings(config::Settings settings) { replace(std::move(settings)); }

std::shared_ptr<const config::Settings> CurrentSettings::get() const {
  const std::lock_guard lock(mutex_);
  return settings_;
}

void CurrentSettings::replace(config::Settings settings) {
  auto fresh = std::make_shared<const config::Settings>(std::move(settings));
  const std::lock_guard lock(mutex_);
  settings_ = std::move(fresh);
}

DatasetWorker::DatasetWorker(std::string dataset, WorkerContext& context)
    : dataset_(std::move(dataset)),
      context_(context),
      night_log_(dataset_, context.log, context.activity, context.signal),
      thread_([this] {
        keep();
        context_.activity.forget(dataset_);
        ended_ = true;
      }) {}

DatasetWorker::~DatasetWorker() { thread_.join(); }

void DatasetWorker::keep() {
  while (!context_.signal.stopping()) {
    const std::uint64_t heard = context_.signal.notifications();
    const auto settings = context_.settings.get();
    const auto dataset =
        std::find_if(settings->datasets.begin(), settings->datasets.end(),
                     [&](const feed::Dataset& each) { return each.name == dataset_; });
    if (dataset == settings->datasets.end()) return;
    if (!backoff_) backoff_ = std::make_unique<pickup::Backoff>(dataset->source.retry);
    milliseconds pause{0};
    try {
      pause = turn(*settings, *dataset);
    } catch (const Error& error) {
      pause = complain(*settings, *dataset, error);
    } catch (const std::exception& error) {
      pause = complain(*settings, *dataset, Error(error.what(), "this is a fault of the program"));
    }
    if (pause > milliseconds(0)) context_.signal.wait(std::min(pause, longest_sleep), heard);
    if (context_.signal.notifications() != heard)
      backoff_.reset();  // the settings may have another
  }
}

milliseconds DatasetWorker::complain(const config::Settings& settings, const feed::Dataset& dataset,
                                     const Error& error) {
  const bool may_pass = dynamic_cast<const Transient*>(&error) != nullptr;
  const milliseconds pause = may_pass ? backoff_->next() : dataset.source.retry.longest;
  LogEntry line{Level::error, "schedule_unknown",
                fmt::format("cannot tell whether a night is due: {}", error.what())};
  line.until = now() + pause;
  line.dataset = dataset_;
  line.sqlstate = error.sqlstate();
  line.hint = error.remedy();
  context_.log.write_repeated(std::move(line));
  context_.activity.idle(dataset_, fmt::format("waiting: {}", error.what()));
  try {
    note(settings, dataset, {}, error.what());
  } catch (const Error&) {  // the database is the problem
  }
  return pause;
}

milliseconds DatasetWorker::turn(const config::Settings& settings, const feed::Dataset& dataset) {
  const NextNight next = look(settings, dataset);
  return next.decision.act == Decision::Act::run ? run(settings, dataset, next) : rest(next);
}

NextNight DatasetWorker::look(const config::Settings& settings, const feed::Dataset& dataset) {
  postgres::Connection database(settings.database_url, connection_name());
  schema::require_migrated(database);
  tell_interrupted(database);
  const Instant present = now();
  NextNight next = next_night(database, dataset, present);
  const Decision& decision = next.decision;
  const bool waits = decision.act == Decision::Act::wait;
  note(database, note_on(next, dataset, present), waits ? std::optional(decision.at) : std::nullopt,
       decision.why);
  return next;
}

milliseconds DatasetWorker::rest(const NextNight& next) {
  context_.log.forget(dataset_);
  const Decision& decision = next.decision;
  const bool waits = decision.act == Decision::Act::wait;
  context_.activity.idle(dataset_,
                         waits ? fmt::format("next at {}", shown(decision.at)) : decision.why);
  tell_waiting(decision);
  if (!waits) return longest_sleep;
  return std::chrono::ceil<milliseconds>(decision.at - now()) + milliseconds(1);
}

milliseconds DatasetWorker::run(const config::Settings& settings, const feed::Dataset& dataset,
                                const NextNight& next) {
  context_.activity.busy(dataset_, "beginning");
  told_waiting_.clear();
  night::NightRequest request{dataset_, {}, {}};
  request.patience = patience_for(dataset.source, next.decision.end.value_or(now()));
  request.unless_settled_since = next.decision.at;
  request.clock = std::make_shared<NightClock>(context_.signal, context_.activity, dataset_);
  const ledger::Report report = night::run_night(settings, request, night_log_);
  night_log_.finished(report);
  if (report.cause == ledger::Cause::refused_before)
    return await_others(settings, dataset, *report.run_id);
  if (report.outcome != ledger::Outcome::failed || report.cause == ledger::Cause::not_needed) {
    backoff_->reset();
    context_.log.forget(dataset_);
    return milliseconds(0);
  }
  const milliseconds pause =
      report.cause == ledger::Cause::transient ? backoff_->next() : dataset.source.retry.longest;
  context_.activity.idle(dataset_, fmt::format("next try at {}", shown(now() + pause)));
  if (!context_.signal.stopping()) {
    tell_retry(report, now() + pause);
    note(settings, dataset, now() + pause, "the night that failed is tried again");
  }
  return pause;
}

milliseconds DatasetWorker::await_others(const config::Settings& settings,
                                         const feed::Dataset& dataset, std::int64_t refused_by) {
  const milliseconds pause = dataset.source.retry.longest;
  const std::string why =
      fmt::format("waiting for files other than those that run {} refused", refused_by);
  context_.activity.idle(dataset_, why);
  if (!context_.signal.stopping()) {
    LogEntry line{Level::info, "waiting", why};
    line.dataset = dataset_;
    line.until = now() + pause;
    context_.log.write_repeated(std::move(line));
    note(settings, dataset, now() + pause, why);
  }
  return pause;
}

void DatasetWorker::tell_interrupted(postgres::Connection& database) {
  for (const ledger::Interrupted& night : ledger::close_interrupted_if_free(database, dataset_)) {
    night_log_.interrupted(night.run_id, night.error);
  }
}

void DatasetWorker::tell_retry(const ledger::Report& report, Instant until) {
  LogEntry line{
      Level::info, "retry",
      fmt::format("the night is tried again, since it failed: {}", report.reasons.front())};
  line.dataset = dataset_;
  line.until = until;
  context_.log.write_repeated(std::move(line));
}

void DatasetWorker::tell_waiting(const Decision& decision) {
  const bool waits = decision.act == Decision::Act::wait;
  LogEntry line{decision.gave_up ? Level::warning : Level::info, "waiting",
                waits ? fmt::format("waiting for the night that is due next: {}", decision.why)
                      : decision.why};
  line.dataset = dataset_;
  if (waits) line.until = decision.at;
  if (decision.gave_up) {
    line.hint = fmt::format("`nightjar runs` tells why; then: nightjar run {}", dataset_);
  }
  const std::string told = logging::to_text(line, Instant());
  if (std::exchange(told_waiting_, told) != told) context_.log.write(line);
}

void DatasetWorker::note(const config::Settings& settings, const feed::Dataset& dataset,
                         std::optional<Instant> next, const std::string& why) const {
  postgres::Connection database(settings.database_url, connection_name());
  note(database, note_on(database, dataset, now()), next, why);
}

void DatasetWorker::note(postgres::Executor& database, const ledger::ScheduleNote& schedule,
                         std::optional<Instant> next, const std::string& why) const {
  ledger::note_schedules(database, {schedule});
  ledger::note_attempt(database, dataset_, next, why);
}

std::string DatasetWorker::connection_name() const { return "nightjard " + dataset_; }

}  // namespace nightjar::daemon
