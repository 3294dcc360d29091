#include "service.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <future>
#include <sstream>
#include <utility>

#include "base/format.hpp"
#include "console/words.hpp"
#include "inventory_text.hpp"
#include "night/clocks.hpp"
#include "night/housekeeping.hpp"
#include "postgres/connection.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::daemon {
namespace {

using logging::Level;
using std::chrono::milliseconds;

constexpr milliseconds beat{500};
/// The unit grants 20 s; the documented time is 10 s.
constexpr std::chrono::seconds grace{8};
/// By how much the service manager is asked to extend its wait for READY, at each attempt.
constexpr std::chrono::seconds start_extension{120};

sigset_t signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  return set;
}

}  // namespace

Service::Service(config::Settings settings, logging::Log& log)
    : settings_(std::move(settings)), log_(log), context_{settings_, log_, activity_, signal_} {}

void Service::say(Level level, std::string event, std::string msg, std::string hint) {
  logging::LogEntry record{level, std::move(event), std::move(msg)};
  record.hint = std::move(hint);
  log_.write(record);
}

void Service::run() {
  say(Level::info, "service_starting",
      fmt::format("settings are read from {}", settings_.get()->file.string()));
  await_database();
  if (!signal_.stopping()) {
    notifier_.ready();
    say(Level::info, "service_ready",
        fmt::format("configuration and database are in order, for {}",
                    console::counted(settings_.get()->datasets.size(), "dataset")));
  }
  if (!signal_.stopping()) made_up_ = std::async(std::launch::async, &Service::make_up, this);
  while (!signal_.stopping()) {
    employ_keepers();
    tell_manager();
    listen(beat);
  }
  notifier_.stopping();
  notifier_.status("stopping");
  end_keepers();
  say(Level::info, "service_stopped", "all nights have ended");
}

void Service::listen(milliseconds within) {
  const sigset_t set = signals();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(within);
  const timespec timeout{static_cast<std::time_t>(seconds.count()),
                         static_cast<long>(std::chrono::nanoseconds(within - seconds).count())};
  const int signal = sigtimedwait(&set, nullptr, &timeout);
  if (signal == SIGHUP) reload();
  if (signal != SIGTERM && signal != SIGINT) return;
  say(Level::info, "service_stopping", "told to stop: running nights are ended and rolled back");
  signal_.stop();
}

void Service::reload() {
  notifier_.reloading();
  try {
    config::Settings fresh = config::load(settings_.get()->file);
    postgres::require_understandable(fresh.database_url);
    settings_.replace(std::move(fresh));
    say(Level::info, "settings_reloaded",
        fmt::format("settings are read from {}", settings_.get()->file.string()));
    note_settings();
    signal_.notify();
  } catch (const Error& error) {
    say(Level::error, "settings_refused",
        fmt::format("the settings are not in order, so the old ones stay: {}", error.what()),
        error.remedy());
  }
  notifier_.ready();
}

void Service::await_database() {
  pickup::Backoff backoff(feed::RetryPolicy{.first = std::chrono::seconds(1),
                                            .factor = 2,
                                            .longest = std::chrono::seconds(30),
                                            .jitter = 0.25});
  while (!signal_.stopping()) {
    const milliseconds pause = backoff.next();
    try {
      postgres::Connection database(settings_.get()->database_url, "nightjard");
      schema::require_migrated(database);
      check_clocks(database);
      check_datasets(database);
      note_all(database, *settings_.get());
      log_.forget({});
      return;
    } catch (const Error& error) {
      logging::LogEntry record{Level::error, "database_unavailable", error.what()};
      record.sqlstate = error.sqlstate();
      record.hint = error.remedy();
      record.until = now() + pause;
      log_.write_repeated(std::move(record));
      notifier_.status(fmt::format("waiting for the database: {}", error.what()));
      notifier_.extend_timeout(start_extension);
    }
    const auto until = std::chrono::steady_clock::now() + pause;
    while (!signal_.stopping() && std::chrono::steady_clock::now() < until) listen(beat);
  }
}

void Service::note_settings() {
  try {
    postgres::Connection database(settings_.get()->database_url, "nightjard");
    note_all(database, *settings_.get());
  } catch (const Error& error) {
    say(Level::warning, "notice",
        fmt::format("nightjar.health does not have the new settings yet: {}", error.what()),
        "nothing; every configured dataset is recorded again within five minutes");
  }
}

void Service::check_clocks(postgres::Executor& database) {
  const auto apart = night::read_clocks(database).disagreement();
  if (apart) say(Level::warning, "clocks_disagree", *apart, night::set_the_clocks);
}

/// A dataset that is misconfigured does not prevent the others from being loaded.
void Service::check_datasets(postgres::Executor& database) {
  for (const feed::Dataset& dataset : settings_.get()->datasets) {
    try {
      schema::require_dataset(database, dataset);
      static_cast<void>(schedule::next_due(dataset.schedule, now()));
    } catch (const Misconfigured& error) {
      logging::LogEntry record{Level::error, "dataset_misconfigured", error.what()};
      record.dataset = dataset.name;
      record.hint = error.remedy();
      log_.write(record);
    }
  }
}

void Service::make_up() {
  try {
    const auto settings = settings_.get();
    postgres::Connection database(settings->database_url, "nightjard upkeep");
    const auto inventory = night::take_inventory(database, settings->state_dir);
    std::istringstream faults(nights_without_dumps(inventory) + unknown_nights(inventory));
    for (std::string fault; std::getline(faults, fault);) {
      say(Level::warning, "archive_incomplete", fault);
    }
    night::make_up(*settings, database, [this] { signal_.throw_if_stopping(); });
  } catch (const ServiceStopping&) {  // the next start continues
  } catch (const std::exception& failure) {
    say(Level::warning, "notice",
        fmt::format("files of earlier nights could not be packed or removed: {}", failure.what()));
  }
}

void Service::employ_keepers() {
  std::erase_if(workers_, [](const auto& worker) { return worker.second->has_ended(); });
  for (const feed::Dataset& dataset : settings_.get()->datasets) {
    auto& worker = workers_[dataset.name];
    if (!worker) worker = std::make_unique<DatasetWorker>(dataset.name, context_);
  }
}

void Service::tell_manager() {
  std::string status = activity_.status();
  if (status != told_status_) notifier_.status(status);
  told_status_ = std::move(status);
  const auto interval = systemd::watchdog_interval();
  if (interval && activity_.all_move(std::chrono::duration_cast<milliseconds>(*interval) / 2)) {
    notifier_.watchdog();
  }
}

void Service::end_keepers() {
  const auto deadline = std::chrono::steady_clock::now() + grace;
  const auto all_ended = [&] {
    const bool made_up =
        !made_up_.valid() || made_up_.wait_for(milliseconds(0)) == std::future_status::ready;
    return made_up && std::all_of(workers_.begin(), workers_.end(),
                                  [](const auto& worker) { return worker.second->has_ended(); });
  };
  while (!all_ended()) {
    if (std::chrono::steady_clock::now() > deadline) {
      say(Level::warning, "service_stopped",
          "a night did not end in time; PostgreSQL rolls it back");
      std::_Exit(EXIT_SUCCESS);
    }
    const timespec pause{0, 20'000'000};
    nanosleep(&pause, nullptr);
  }
  workers_.clear();
}

}  // namespace nightjar::daemon
