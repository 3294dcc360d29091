#include "night/reconciled_feed.hpp"

#include <functional>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "feed/partial_arrays.hpp"
#include "ledger/feed_state.hpp"
#include "night/stopwatch.hpp"
#include "reading/record_reader.hpp"

namespace nightjar::night {
namespace {

/// Counts the records of which a column got one of several elements of an array.
void note_several(const std::vector<std::uint64_t>& several, const feed::Definition& feed,
                  ledger::FeedReport& report) {
  for (std::size_t column = 0; column < several.size(); ++column) {
    if (several[column] > 0) report.several[feed.columns[column].name] = several[column];
  }
}

/// Reports what was skipped without being rejected.
void tell(NightObserver& observer, const feed::Definition& feed, const ledger::FeedReport& report) {
  const auto notice = [&](const std::string& text) { observer.notice(feed.name(), text); };
  const feed::Counts& counts = report.counts;
  if (counts.blank > 0) notice(fmt::format("rows of empty fields only, skipped: {}", counts.blank));
  if (counts.repeated_headers > 0) {
    notice(fmt::format("header lines among the records, skipped: {}", counts.repeated_headers));
  }
  if (counts.byte_order_marks > 0) {
    notice(
        fmt::format("byte order marks in front of records, skipped: {}", counts.byte_order_marks));
  }
  for (const feed::PartialArray& choice : feed::partial_arrays_of(feed)) {
    for (const std::size_t column : choice.columns) {
      const auto found = report.several.find(feed.columns[column].name);
      if (found == report.several.end()) continue;
      notice(
          fmt::format("{}: {} of the records read tonight have more than one element in {}; one is "
                      "loaded, the others are not",
                      found->first, found->second, choice.array));
    }
  }
}

/// Reads the dump again for the text of records that lost to another one of their key. They are
/// few: most nights have none, and then nothing is read.
void list_late_rejects(const Dump& dump, const std::vector<feed::Ordinal>& late_rejects,
                       ledger::RejectWriter& rejects) {
  if (late_rejects.empty()) return;
  const feed::Definition& feed = *dump.definition;
  const auto content = open(dump);
  reading::RecordReader reader(*content, dump.path.string(), feed);
  auto wanted = late_rejects.begin();
  feed::Ordinal ordinal = 0;
  while (wanted != late_rejects.end()) {
    const auto records = reader.next_block();
    if (records.empty()) break;  // the file was truncated meanwhile; refuse_changed() throws
    for (const feed::Record& record : records) {
      if (wanted == late_rejects.end() || ordinal++ != *wanted) continue;
      ++wanted;
      rejects.write(
          {feed::duplicate_key(), record.offset, reader.line_of(record.offset), record.bytes});
    }
  }
}

void reconcile(NightContext& night, ComparedFeed& compared, ReconciledFeed& feed) {
  const Stopwatch stopwatch(feed.report.match_seconds);
  comparing::Comparison& comparison = *compared.comparison;
  feed.reconciliation =
      comparing::reconcile(comparison, feed.changes->finish(comparison.value_matcher().staged()));
  feed.reconciliation.counts.byte_order_marks = compared.byte_order_marks;
  feed.report.counts = feed.reconciliation.counts;
  if (!feed.report.counts.balance()) {
    throw Error(fmt::format("{}: the counts of the night do not balance", feed.definition().name()),
                "this is a bug in the program: report it; nothing was changed");
  }
  note_several(comparison.records_with_dropped_elements(), feed.definition(), feed.report);
  tell(night.observer, feed.definition(), feed.report);
  list_late_rejects(*feed.dump, feed.reconciliation.late_rejects, compared.outlets->rejects);
  compared.outlets->rejects.finish();
  feed.report.unlisted_rejects = compared.outlets->rejects.unlisted();
}

loading::Changes changes_of(const NightContext& night,
                            const comparing::Reconciliation& reconciliation) {
  return {night.run.id, night.run.as_of, reconciliation.counts, reconciliation.withdrawn,
          reconciliation.gone};
}

}  // namespace

ReconciledFeed reconcile(NightContext& night, ComparedFeed compared) {
  ReconciledFeed feed;
  feed.dump = compared.dump;
  feed.last_line = compared.last_line;
  feed.digest = std::move(compared.digest);
  feed.bytes_digest = std::move(compared.bytes_digest);
  feed.next_row_id = compared.comparison->value_matcher().next_row_id();
  feed.changes = std::move(compared.outlets->changes);
  feed.report = std::move(compared.report);
  reconcile(night, compared, feed);
  compared.comparison.reset();  // refers to the fingerprint cache
  feed.fingerprint_cache = std::move(compared.fingerprint_cache);
  refuse_changed(*feed.dump);
  return feed;
}

std::vector<loading::Example> examples(const NightContext& night, const ReconciledFeed& feed) {
  return feed.changes->examples(changes_of(night, feed.reconciliation));
}

std::optional<bool> expected_line_end(LastLine last_line, bool is_approved) {
  if (last_line == LastLine::ended) return true;
  const bool is_normal =
      last_line == LastLine::open || (last_line == LastLine::lost_end && is_approved);
  return is_normal ? std::optional(false) : std::nullopt;
}

PublishedFeed publish(NightContext& night, ReconciledFeed feed, bool is_approved) {
  std::string token;
  {
    const Stopwatch stopwatch(feed.report.publish_seconds);
    feed.changes->publish(changes_of(night, feed.reconciliation));
    token = ledger::set_state(
        night.publication.transaction(), feed.definition().name(),
        {feed.digest, {}, feed.next_row_id, expected_line_end(feed.last_line, is_approved)},
        night.run.id);
  }
  return {feed.definition().name(),
          std::move(feed.fingerprint_cache),
          {std::move(token), std::move(feed.bytes_digest)},
          std::move(feed.report)};
}

}  // namespace nightjar::night
