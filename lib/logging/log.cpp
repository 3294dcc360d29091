#include "logging/log.hpp"

#include <array>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace nightjar::logging {
namespace {

spdlog::level::level_enum level_of(Level level) {
  constexpr std::array levels{spdlog::level::debug, spdlog::level::info, spdlog::level::warn,
                              spdlog::level::err};
  return levels[static_cast<std::size_t>(level)];
}

bool is_power_of_two(int number) { return (number & (number - 1)) == 0; }

}  // namespace

Form form_of_standard_error() { return ::isatty(STDERR_FILENO) == 1 ? Form::text : Form::json; }

struct Log::Sink {
  Sink() : logger("nightjard", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger.set_pattern("%v");
    logger.flush_on(spdlog::level::trace);
  }
  spdlog::logger logger;
};

Log::Log(Form form) : form_(form), sink_(std::make_unique<Sink>()) {}

Log::~Log() = default;

void Log::write(const LogEntry& record) {
  const Instant time = now();
  const std::string line = form_ == Form::json ? to_json(record, time) : to_text(record, time);
  sink_->logger.log(level_of(record.level), spdlog::string_view_t(line));
}

void Log::write_repeated(LogEntry record) {
  {
    const std::lock_guard lock(mutex_);
    Words& told = repeated_[record.dataset][record.event];
    told = {record.msg, told.msg == record.msg ? told.times + 1 : 1};
    if (!is_power_of_two(told.times)) return;
    record.attempt = told.times;
  }
  write(record);
}

void Log::forget(const std::string& dataset) {
  const std::lock_guard lock(mutex_);
  repeated_.erase(dataset);
}

}  // namespace nightjar::logging
