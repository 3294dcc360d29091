#include "night/reconciled_feed.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "feed/expander.hpp"
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

/// Reads a dump again for the text of records that lost to another one of their key. They are few:
/// most nights have none, and then nothing is read.
class LateRejects {
 public:
  LateRejects(const Dump& dump, const std::vector<feed::Ordinal>& wanted,
              ledger::RejectWriter& rejects)
      : dump_(dump), wanted_(wanted.begin()), end_(wanted.end()), rejects_(rejects) {}

  void list() && {
    for (const DumpFile& file : dump_.files) {
      if (wanted_ != end_ && !is_empty(dump_, file)) list(file);
    }
  }

 private:
  void list(const DumpFile& file) {
    const auto content = open(dump_, file);
    const std::string name = file.path.string();
    const feed::Definition& feed = *dump_.definition;
    reading::RecordReader reader(*content, name, feed);
    std::optional<feed::Expander> expander;
    if (feed.each) expander.emplace(feed, reader.first_record(), name);
    while (wanted_ != end_) {
      const auto records = reader.next_block();
      if (records.empty()) break;  // if the file was truncated meanwhile, refuse_changed() throws
      for (const feed::Record& record : records) {
        pass(record, reader, file);
        if (expander) pass_elements(record, *expander, reader, file);
      }
    }
  }

  void pass(const feed::Record& record, const reading::RecordReader& reader, const DumpFile& file) {
    if (wanted_ == end_ || ordinal_++ != *wanted_) return;
    ++wanted_;
    rejects_.write(
        {feed::duplicate_key(), record.offset, reader.line_of(record.offset), record.raw()},
        file.name);
  }

  void pass_elements(const feed::Record& record, feed::Expander& expander,
                     const reading::RecordReader& reader, const DumpFile& file) {
    if (expander.expand(record).outcome != feed::MappingOutcome::whole) return;
    for (std::size_t i = 0; i < expander.size(); ++i) pass(expander.element(i), reader, file);
  }

  const Dump& dump_;
  std::vector<feed::Ordinal>::const_iterator wanted_;
  std::vector<feed::Ordinal>::const_iterator end_;
  ledger::RejectWriter& rejects_;
  feed::Ordinal ordinal_ = 0;  ///< of the next record, in all files
};

/// Of several files that lost their line end, one that may be cut.
FileEnds ends_of(const ComparedFeed& compared, const comparing::Reconciliation& reconciliation) {
  FileEnds ends{compared.last_line};
  for (const std::size_t file : compared.files_that_lost_end) {
    const auto& news = reconciliation.news_at_end;
    const bool is_news = std::find(news.begin(), news.end(), file) != news.end();
    if (!ends.file.empty() && (ends.may_be_cut || !is_news)) continue;
    ends.file = compared.dump->files[file].name;
    ends.may_be_cut = is_news;
  }
  return ends;
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
  feed.ends = ends_of(compared, feed.reconciliation);
  LateRejects(*feed.dump, feed.reconciliation.late_rejects, compared.outlets->rejects).list();
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
  feed.empty_files = std::move(compared.empty_files);
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
        {feed.digest, {}, feed.next_row_id, expected_line_end(feed.ends.last_line, is_approved)},
        night.run.id);
  }
  return {feed.definition().name(),
          std::move(feed.fingerprint_cache),
          {std::move(token), std::move(feed.bytes_digest)},
          std::move(feed.report)};
}

}  // namespace nightjar::night
