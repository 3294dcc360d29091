#include "ledger/report.hpp"

#include <array>

#include "json/document.hpp"

namespace nightjar::ledger {
namespace {

using json::Document;

Document result_of(const FeedReport& feed) {
  const feed::Counts& counts = feed.counts;
  return {
      {"read", counts.read},
      {"inserted", counts.inserted},
      {"updated", counts.updated},
      {"deleted", counts.deleted},
      {"restored", counts.restored},
      {"unchanged", counts.unchanged},
      {"duplicates", counts.duplicates},
      {"rejected", counts.rejected},
      {"blank", counts.blank},
      {"repeated_headers", counts.repeated_headers},
      {"byte_order_marks", counts.byte_order_marks},
      {"several", feed.several},
      {"unlisted_rejects", feed.unlisted_rejects},
      {"bytes", feed.bytes},
      {"compare_seconds", json::seconds(feed.compare_seconds)},
      {"match_seconds", json::seconds(feed.match_seconds)},
      {"publish_seconds", json::seconds(feed.publish_seconds)},
      {"seconds", json::seconds(feed.compare_seconds + feed.match_seconds + feed.publish_seconds)}};
}

Document document_of(const Guard& guard) {
  return {{"feed", guard.feed},
          {"guard", guard.name},
          {"found", guard.found},
          {"limit", guard.limit},
          {"holds", guard.holds}};
}

std::string table_of(const FeedReport& feed) { return feed.feed.substr(feed.feed.find('.') + 1); }

Document feeds_of(const Report& report) {
  Document feeds = Document::object();
  for (const FeedReport& feed : report.feeds) feeds[table_of(feed)] = result_of(feed);
  return feeds;
}

Document guards_of(const Report& report) { return json::array_of(report.guards, document_of); }

}  // namespace

std::string_view name_of(Outcome outcome) {
  constexpr std::array<std::string_view, 4> names{"loaded", "unchanged", "held", "failed"};
  return names[static_cast<std::size_t>(outcome)];
}

std::string feeds_json(const Report& report) { return json::dump(feeds_of(report)); }

std::string guards_json(const Report& report) { return json::dump(guards_of(report)); }

std::string to_json(const Report& report) {
  return json::dump(Document{{"run_id", report.run_id ? Document(*report.run_id) : Document()},
                             {"dataset", report.dataset},
                             {"as_of", nightjar::to_string(report.as_of)},
                             {"outcome", name_of(report.outcome)},
                             {"reasons", report.reasons},
                             {"remedy", report.remedy},
                             {"started_at", json::instant_or_null(report.started_at)},
                             {"finished_at", json::instant_or_null(report.finished_at)},
                             {"summaries_seconds", json::seconds(report.summaries_seconds)},
                             {"commit_seconds", json::seconds(report.commit_seconds)},
                             {"whole_seconds", json::seconds(report.whole_seconds)},
                             {"seconds", json::seconds(report.seconds)},
                             {"guards", guards_of(report)},
                             {"feeds", feeds_of(report)}});
}

}  // namespace nightjar::ledger
