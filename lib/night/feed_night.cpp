#include "night/feed_night.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/format.hpp"
#include "feed/fingerprinter.hpp"
#include "feed/partial_arrays.hpp"
#include "feed/record_mapper.hpp"
#include "loading/fingerprints.hpp"
#include "night/stopwatch.hpp"
#include "reading/record_reader.hpp"

namespace nightjar::night {
namespace {

using comparing::LiveRows;
using loading::FeedTable;

}  // namespace

FeedNight::FeedNight(NightContext& night, const Dump& dump)
    : night_(night),
      dump_(dump),
      feed_(*dump.definition),
      table_(feed_),
      digest_(feed::digest_of(feed_)) {
  report_.feed = feed_.name();
  report_.bytes = dump.identity.bytes;
}

void FeedNight::prepare() {
  state_ = ledger::state_of(night_.database, feed_.name());
  table_.empty_staging(night_.publication.transaction());
  before_ = table_.rows(night_.database);
  if (before_ == FeedTable::Rows::none || state_.digest == digest_) return;
  night_.observer.stage("renewing fingerprints", feed_.name());
  postgres::Transaction transaction(night_.database);
  loading::renew_fingerprints(night_.database_url, transaction, feed_);
  state_.digest = digest_;
  state_.token = ledger::set_state(transaction, feed_.name(), state_, {});
  transaction.commit();
}

std::filesystem::path FeedNight::fingerprint_cache_path() const {
  return night_.state_dir / "fingerprints" / (feed_.name() + ".side");
}

LiveRows FeedNight::read_live_rows() const {
  if (before_ == FeedTable::Rows::none) return LiveRows(LiveRows::Meaning::bytes);
  if (state_.token) {
    if (auto rows = comparing::read_fingerprint_cache(fingerprint_cache_path(),
                                                      {*state_.token, bytes_digest_})) {
      return std::move(*rows);
    }
  }
  night_.observer.stage("reading fingerprints from the database", feed_.name());
  LiveRows rows(LiveRows::Meaning::values);
  // Nothing that grows is held twice. What is reserved and not used takes no memory.
  const std::uint64_t estimated = table_.estimated_rows(night_.database);
  rows.reserve(estimated + estimated / 8);
  LiveRows other_half(LiveRows::Meaning::values);
  other_half.reserve(estimated * 5 / 8);
  loading::read_fingerprints(
      night_.database_url, feed_,
      [&](std::int64_t row_id, const Fingerprint& value) { rows.add(value, row_id); },
      [&](std::int64_t row_id, const Fingerprint& value) { other_half.add(value, row_id); });
  rows.append(std::move(other_half));
  return rows;
}

void FeedNight::compare() {
  const Stopwatch stopwatch(report_.compare_seconds);
  fingerprint_cache_ =
      std::make_unique<comparing::FingerprintCacheWriter>(fingerprint_cache_path());
  // Only a table that was never loaded can have no readers: one that is empty may have.
  if (before_ == FeedTable::Rows::none && !state_.digest) sink_ = fill_table(night_, feed_);
  if (!sink_) sink_ = stage_changes(night_, feed_);
  if (is_empty(dump_)) {  // nothing in it to be an array: the guard decides
    start_comparison({}, [] { return nullptr; });
    comparison_->finish();
    return;
  }
  const auto content = open(dump_);
  reading::RecordReader reader(*content, dump_.path.string(), feed_.format, feed_.max_record_bytes);
  start_comparison(reader.header(), [&] {
    return feed::make_record_mapper(feed_, reader.header(), dump_.path.string());
  });
  reader.expect(comparison_->predictor());
  const bool is_packed = dynamic_cast<const InputFile*>(content.get()) == nullptr;
  stream(reader, is_packed ? 0 : dump_.identity.bytes);
  marks_ = reader.byte_order_marks();
  if (!feed::traits_of(feed_.format).has_header()) return;
  const bool is_expected = state_.ends_with_line_end.value_or(false);
  last_line_ = !reader.lacks_last_line_end() ? LastLine::ended
               : is_expected                 ? LastLine::lost_end
                                             : LastLine::open;
}

void FeedNight::start_comparison(std::string_view csv_header,
                                 const comparing::Comparison::MakeMapper& make_record_mapper) {
  bytes_digest_ = feed::digest_of_bytes(feed_, csv_header);
  LiveRows live = read_live_rows();
  night_.observer.stage("comparing", feed_.name());
  comparison_ = std::make_unique<comparing::Comparison>(
      feed_, make_record_mapper, std::move(live), *fingerprint_cache_, *sink_, state_.next_row_id);
}

void FeedNight::stream(reading::RecordReader& reader, std::uint64_t bytes_in_all) {
  const auto line_of = [&](std::uint64_t offset) { return reader.line_of(offset); };
  while (true) {
    const auto records = reader.next_block();
    if (records.empty()) break;
    comparison_->take(records, line_of);
    night_.observer.progress(reader.bytes_read(), bytes_in_all);
  }
  comparison_->finish();
}

void FeedNight::reconcile() {
  const Stopwatch stopwatch(report_.match_seconds);
  const std::vector<feed::Match> matches =
      sink_->finish_rows(comparison_->value_matcher().staged());
  reconciliation_ = comparing::reconcile(*comparison_, matches);
  reconciliation_.counts.byte_order_marks = marks_;
  report_.counts = reconciliation_.counts;
  if (!reconciliation_.counts.balance()) {
    throw Error(fmt::format("{}: the counts of the night do not balance", feed_.name()),
                "this is a bug in the program: report it; nothing was changed");
  }
  note_several();
  tell();
  list_late_rejects();
  report_.unlisted_rejects = sink_->finish_rejects();
}

void FeedNight::note_several() {
  const std::vector<std::uint64_t> several = comparison_->records_with_dropped_elements();
  for (std::size_t column = 0; column < several.size(); ++column) {
    if (several[column] > 0) report_.several[feed_.columns[column].name] = several[column];
  }
}

/// What was passed over or left out without being refused.
void FeedNight::tell() const {
  const auto notice = [&](const std::string& text) { night_.observer.notice(feed_.name(), text); };
  const feed::Counts& counts = report_.counts;
  if (counts.blank > 0) notice(fmt::format("rows of empty fields only, skipped: {}", counts.blank));
  if (counts.repeated_headers > 0) {
    notice(fmt::format("header lines among the records, skipped: {}", counts.repeated_headers));
  }
  if (counts.byte_order_marks > 0) {
    notice(
        fmt::format("byte order marks in front of records, skipped: {}", counts.byte_order_marks));
  }
  for (const feed::PartialArray& choice : feed::partial_arrays_of(feed_)) {
    for (const std::size_t column : choice.columns) {
      const auto found = report_.several.find(feed_.columns[column].name);
      if (found == report_.several.end()) continue;
      notice(
          fmt::format("{}: {} of the records read tonight have more than one element in {}; one is "
                      "loaded, the others are not",
                      found->first, found->second, choice.array));
    }
  }
}

std::vector<ledger::Guard> FeedNight::judge() const {
  std::vector<ledger::Guard> guards{judge_age(dump_)};
  auto more = night::judge(feed_, reconciliation_, last_line_);
  std::move(more.begin(), more.end(), std::back_inserter(guards));
  return guards;
}

loading::Changes FeedNight::changes() const {
  return {night_.run.id, night_.run.as_of, reconciliation_.counts, reconciliation_.withdrawn,
          reconciliation_.gone};
}

std::vector<loading::Example> FeedNight::examples() const { return sink_->examples(changes()); }

/// Whether the next file's last line is expected to have an end; nothing where that is as before. A
/// file that has lost its end and was loaded, since nothing new depended on it, changes nothing.
std::optional<bool> FeedNight::expected_line_end(bool approved) const {
  if (last_line_ == LastLine::ended) return true;
  const bool is_normal =
      last_line_ == LastLine::open || (last_line_ == LastLine::lost_end && approved);
  return is_normal ? std::optional(false) : std::nullopt;
}

/// Reads the dump once more for the text of records that lost to another of their key. They are
/// few: most nights have none, and then nothing is read.
void FeedNight::list_late_rejects() {
  if (reconciliation_.late_rejects.empty()) return;
  const auto content = open(dump_);
  reading::RecordReader reader(*content, dump_.path.string(), feed_.format, feed_.max_record_bytes);
  auto wanted = reconciliation_.late_rejects.begin();
  feed::Ordinal ordinal = 0;
  while (wanted != reconciliation_.late_rejects.end()) {
    const auto records = reader.next_block();
    if (records.empty()) break;  // somebody has cut the file meanwhile; refuse_changed() tells
    for (const feed::Record& record : records) {
      if (wanted == reconciliation_.late_rejects.end() || ordinal++ != *wanted) continue;
      ++wanted;
      sink_->reject({{feed::Reason::duplicate_key,
                      "an earlier record of the dump has this key with other values"},
                     record.offset,
                     reader.line_of(record.offset),
                     record.bytes});
    }
  }
}

void FeedNight::publish(bool approved) {
  const Stopwatch stopwatch(report_.publish_seconds);
  sink_->publish(changes());
  new_token_ = ledger::set_state(
      night_.publication.transaction(), feed_.name(),
      {digest_, {}, comparison_->value_matcher().next_row_id(), expected_line_end(approved)},
      night_.run.id);
}

void FeedNight::remember() { fingerprint_cache_->commit({new_token_, bytes_digest_}); }

}  // namespace nightjar::night
