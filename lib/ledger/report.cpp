#include "ledger/report.hpp"

#include <array>

#include "base/format.hpp"
#include "json/text.hpp"

namespace nightjar::ledger {
namespace {

std::string several_json(const FeedReport& feed) {
  std::string text = "{";
  for (const auto& [column, records] : feed.several) {
    text += fmt::format("{}{}:{}", text.size() > 1 ? "," : "", json::quoted(column), records);
  }
  return text + "}";
}

std::string to_json(const FeedReport& feed) {
  const feed::Counts& counts = feed.counts;
  return fmt::format(
      R"({{"read":{},"inserted":{},"updated":{},"deleted":{},"restored":{},"unchanged":{},)"
      R"("duplicates":{},"rejected":{},"blank":{},"repeated_headers":{},"byte_order_marks":{},)"
      R"("several":{},"unlisted_rejects":{},"bytes":{},)"
      R"("compare_seconds":{:.3f},"match_seconds":{:.3f},"publish_seconds":{:.3f},"seconds":{:.3f}}})",
      counts.read, counts.inserted, counts.updated, counts.deleted, counts.restored,
      counts.unchanged, counts.duplicates, counts.rejected, counts.blank, counts.repeated_headers,
      counts.byte_order_marks, several_json(feed), feed.unlisted_rejects, feed.bytes,
      feed.compare_seconds, feed.match_seconds, feed.publish_seconds,
      feed.compare_seconds + feed.match_seconds + feed.publish_seconds);
}

std::string instant_json(const std::optional<Instant>& instant) {
  return instant ? json::quoted(nightjar::to_string(*instant)) : "null";
}

std::string table_of(const FeedReport& feed) { return feed.feed.substr(feed.feed.find('.') + 1); }

}  // namespace

std::string_view name_of(Outcome outcome) {
  constexpr std::array<std::string_view, 4> names{"loaded", "unchanged", "held", "failed"};
  return names[static_cast<std::size_t>(outcome)];
}

std::string feeds_json(const Report& report) {
  std::string text = "{";
  for (const FeedReport& feed : report.feeds) {
    if (text.size() > 1) text += ',';
    text += json::quoted(table_of(feed)) + ":" + to_json(feed);
  }
  return text + "}";
}

std::string guards_json(const Report& report) {
  std::string text;
  for (const Guard& guard : report.guards) {
    text += fmt::format(R"({}{{"feed":{},"guard":{},"found":{},"limit":{},"holds":{}}})",
                        text.empty() ? "" : ",", json::quoted(guard.feed), json::quoted(guard.name),
                        json::quoted(guard.found), json::quoted(guard.limit), guard.holds);
  }
  return "[" + text + "]";
}

std::string to_json(const Report& report) {
  std::string reasons;
  for (const std::string& reason : report.reasons) {
    reasons += (reasons.empty() ? "" : ",") + json::quoted(reason);
  }
  return fmt::format(
      R"({{"run_id":{},"dataset":{},"as_of":{},"outcome":"{}","reasons":[{}],"remedy":{},)"
      R"("started_at":{},"finished_at":{},"summaries_seconds":{:.3f},"commit_seconds":{:.3f},"whole_seconds":{:.3f},"seconds":{:.3f},"guards":{},"feeds":{}}})",
      report.run_id ? std::to_string(*report.run_id) : "null", json::quoted(report.dataset),
      json::quoted(nightjar::to_string(report.as_of)), name_of(report.outcome), reasons,
      json::quoted(report.remedy), instant_json(report.started_at),
      instant_json(report.finished_at), report.summaries_seconds, report.commit_seconds,
      report.whole_seconds, report.seconds, guards_json(report), feeds_json(report));
}

}  // namespace nightjar::ledger
