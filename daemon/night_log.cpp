#include "night_log.hpp"

#include <utility>

#include "base/format.hpp"

namespace nightjar::daemon {

using ledger::Outcome;
using logging::Level;
using logging::LogEntry;

namespace {

Level level_of(Outcome outcome) {
  if (outcome == Outcome::failed) return Level::error;
  return outcome == Outcome::held ? Level::warning : Level::info;
}

std::string sentence_of(const ledger::Report& report) {
  std::string text = fmt::format("the night is {}", name_of(report.outcome));
  if (report.outcome == Outcome::failed) text = "the night failed, and nothing was changed";
  return report.reasons.empty() ? text
                                : fmt::format("{}: {}", text, fmt::join(report.reasons, "; "));
}

void add_sums(LogEntry& line, const std::vector<ledger::FeedReport>& feeds) {
  if (feeds.empty()) return;
  line.rows = 0;
  line.bytes = 0;
  for (const ledger::FeedReport& feed : feeds) {
    *line.rows += feed.counts.read;
    *line.bytes += feed.bytes;
  }
}

}  // namespace

NightLog::NightLog(std::string dataset, logging::Log& log, ActivityMonitor& activity,
                   const ServiceSignal& signal)
    : dataset_(std::move(dataset)), log_(log), activity_(activity), signal_(signal) {}

LogEntry NightLog::record(Level level, std::string event, std::string msg) const {
  LogEntry record{level, std::move(event), std::move(msg)};
  record.run_id = current_.run_id;
  record.dataset = dataset_;
  record.feed = current_.feed;
  record.stage = current_.stage;
  return record;
}

void NightLog::begun(std::int64_t run_id) {
  current_.run_id = run_id;
  log_.write(record(Level::info, "run_started", "a night begins"));
}

void NightLog::interrupted(std::int64_t run_id, std::string_view error) {
  if (run_id == told_) return;
  LogEntry line = record(Level::error, "run_finished",
                         fmt::format("the night failed, and nothing was changed: {}", error));
  line.run_id = run_id;
  line.outcome = name_of(Outcome::failed);
  line.hint =
      "nothing: it is run again while it is due; if this repeats, `journalctl` of that time shows "
      "what ended it: systemd, the kernel (out of memory), PostgreSQL";
  log_.write(line);
}

void NightLog::stage(std::string_view stage, std::string_view feed) {
  signal_.throw_if_stopping();
  current_.stage = stage;
  current_.feed = feed;
  current_.shown_percent = -1;
  activity_.busy(dataset_, feed.empty() ? current_.stage : fmt::format("{} {}", stage, feed));
  log_.write(record(Level::info, "stage_started", current_.stage));
}

void NightLog::progress(std::uint64_t bytes_done, std::uint64_t bytes_in_all) {
  signal_.throw_if_stopping();
  activity_.moved(dataset_);
  if (bytes_in_all == 0) return;
  const int percent =
      static_cast<int>(100.0 * static_cast<double>(bytes_done) / static_cast<double>(bytes_in_all));
  if (percent == std::exchange(current_.shown_percent, percent)) return;
  activity_.busy(dataset_, fmt::format("{}{}, {} %", current_.stage,
                                       current_.feed.empty() ? "" : " " + current_.feed, percent));
}

void NightLog::notice(std::string_view feed, std::string_view text) {
  LogEntry line = record(Level::warning, "notice", std::string(text));
  if (feed != dataset_) line.feed = feed;
  log_.write(line);
}

void NightLog::waiting(std::string_view reason, Instant until) {
  activity_.idle(dataset_, fmt::format("waiting for the vendor: {}", reason));
  LogEntry line = record(Level::info, "vendor_late",
                         fmt::format("files are missing or incomplete: {}", reason));
  line.until = until;
  line.hint = "nothing: the daemon keeps looking for them until the window of the schedule ends";
  log_.write_repeated(std::move(line));
}

void NightLog::retrying(const Error& error, int attempt, std::chrono::milliseconds delay) {
  activity_.idle(dataset_, "waiting to try the transfer again");
  LogEntry line = record(Level::warning, "transfer_failed", error.what());
  line.attempt = attempt;
  if (error.curl_code() != 0) line.curl_code = error.curl_code();
  line.until = now() + delay;
  line.hint = error.remedy();
  log_.write_repeated(std::move(line));
}

void NightLog::stale(std::string_view, std::string_view text) {
  LogEntry line = record(Level::warning, "vendor_stale",
                         fmt::format("the vendor delivers, but nothing new: {}", text));
  line.feed.clear();
  line.stage.clear();
  line.hint = "ask the vendor for newer files, or increase stale_after in the dataset's YAML";
  log_.write(line);
}

void NightLog::tick() {
  signal_.throw_if_stopping();
  activity_.moved(dataset_);
}

void NightLog::finished(const ledger::Report& report) {
  log_end(report);
  if (current_.run_id) told_ = current_.run_id;
  current_ = {};
}

void NightLog::log_end(const ledger::Report& report) {
  LogEntry line = record(level_of(report.outcome), "run_finished", sentence_of(report));
  line.feed.clear();
  if (report.outcome != Outcome::failed) line.stage.clear();
  line.duration_seconds = report.seconds;
  line.sqlstate = report.sqlstate;
  if (report.curl_code != 0) line.curl_code = report.curl_code;
  line.hint = report.remedy;
  if (!current_.run_id) {
    line.event = "night_not_started";
    line.run_id = report.run_id;
    if (report.cause == ledger::Cause::not_needed) line.level = Level::info;
    if (report.cause == ledger::Cause::refused_before) line.level = Level::warning;
    log_.write_repeated(std::move(line));
    return;
  }
  line.outcome = name_of(report.outcome);
  add_sums(line, report.feeds);
  log_.write(line);
}

}  // namespace nightjar::daemon
