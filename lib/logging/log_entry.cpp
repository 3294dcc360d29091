#include "logging/log_entry.hpp"

#include <array>
#include <string_view>

#include "base/format.hpp"
#include "base/printable.hpp"
#include "json/document.hpp"

namespace nightjar::logging {
namespace {

constexpr std::array<std::string_view, 4> level_names{"debug", "info", "warning", "error"};

std::string_view name_of(Level level) { return level_names[static_cast<std::size_t>(level)]; }

Instant seconds_of(Instant instant) { return std::chrono::floor<std::chrono::seconds>(instant); }

/// Collects the members that there are.
class Fields {
 public:
  void text(const char* name, const std::string& value) {
    if (!value.empty()) document_[name] = value;
  }
  template <class Number>
  void number(const char* name, const std::optional<Number>& value) {
    if (value) document_[name] = *value;
  }
  void seconds(const char* name, const std::optional<double>& value) {
    if (value) document_[name] = json::seconds(*value);
  }
  [[nodiscard]] std::string object() const { return json::dump(document_); }

 private:
  json::Document document_;
};

}  // namespace

std::string to_json(const LogEntry& record, Instant time) {
  Fields fields;
  fields.text("ts", to_string(time));
  fields.text("level", std::string(name_of(record.level)));
  fields.text("event", record.event);
  fields.text("msg", record.msg);
  fields.number("run_id", record.run_id);
  fields.text("dataset", record.dataset);
  fields.text("feed", record.feed);
  fields.text("stage", record.stage);
  fields.number("attempt", record.attempt);
  fields.number("rows", record.rows);
  fields.number("bytes", record.bytes);
  fields.seconds("duration_seconds", record.duration_seconds);
  fields.text("outcome", record.outcome);
  fields.text("sqlstate", record.sqlstate);
  fields.number("curl_code", record.curl_code);
  if (record.until) fields.text("until", to_string(seconds_of(*record.until)));
  fields.text("hint", record.hint);
  return printable_json(fields.object());
}

std::string to_text(const LogEntry& record, Instant time) {
  std::string line = fmt::format("{} {:7} ", to_string(seconds_of(time)), name_of(record.level));
  const std::string& subject = record.feed.empty() ? record.dataset : record.feed;
  if (!subject.empty()) line += subject + ": ";
  line += record.msg;
  if (record.until) line += fmt::format(" (until {})", to_string(seconds_of(*record.until)));
  if (!record.hint.empty()) line += fmt::format(" (what to do: {})", record.hint);
  return printable(line);
}

}  // namespace nightjar::logging
