#include "comparing/value_matcher.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "comparing/value_setter.hpp"
#include "feed/row.hpp"
#include "feed/size_bound.hpp"

namespace nightjar::comparing {
namespace {

/// During a first load every look-up among the first occurrences misses the processor's cache: the
/// memory is prefetched this many records ahead, since loading it takes a hundred nanoseconds.
constexpr std::size_t look_ahead = 8;

}  // namespace

void ValueMatcher::examine(Batch& batch) {
  if (batch.meaning == LiveRows::Meaning::values && live_.meaning() == LiveRows::Meaning::bytes) {
    set_values(live_, environment_.read_fingerprints);
  }
  refuse_too_long(batch);
  news_in_batch_.reset();
  for (std::size_t i = 0; i < batch.unknown.size(); ++i) {
    if (i + look_ahead < batch.parsed.size())
      first_occurrences_.prefetch(batch.parsed[i + look_ahead].key);
    const Miss& unknown = batch.unknown[i];
    batch.entries[unknown.index].row_id = place(batch, unknown, batch.parsed[i]);
  }
  if (news_in_batch_) newest_news_[batch.part->index] = *news_in_batch_;
  for (const Batch::Entry& entry : batch.entries) {
    fingerprint_cache_.append(entry.bytes, entry.row_id, entry.length);
  }
}

std::optional<feed::Ordinal> ValueMatcher::newest_news(std::size_t part) const {
  const auto found = newest_news_.find(part);
  return found == newest_news_.end() ? std::nullopt : std::optional(found->second);
}

/// Turns records that the tables cannot store into rejects.
void ValueMatcher::refuse_too_long(Batch& batch) {
  std::vector<ParsedMiss*> doubtful;
  std::vector<std::string_view> rows;
  for (ParsedMiss& parsed : batch.parsed) {
    if (!parsed.may_be_too_long) continue;
    doubtful.push_back(&parsed);
    rows.push_back(batch.row_of(parsed));
  }
  if (doubtful.empty()) return;
  auto violations = environment_.try_rows(rows);
  for (std::size_t i = 0; i < doubtful.size(); ++i) {
    if (violations[i]) spoil(batch, *doubtful[i], std::move(*violations[i]));
  }
}

void ValueMatcher::spoil(Batch& batch, ParsedMiss& parsed, feed::Violation violation) const {
  feed::Row row;
  row.assign(batch.row_of(parsed), definition_.columns.size());
  const std::string key = feed::key_alone(definition_, row);
  parsed.outcome = feed::MappingOutcome::spoiled;
  parsed.violation = std::move(violation);
  parsed.row = batch.rows.size();
  parsed.row_bytes = key.size();
  batch.rows += key;
}

/// The row that the record corresponds to, as far as known before reconciliation; or 0.
std::int64_t ValueMatcher::place(const Batch& batch, const Miss& unknown,
                                 const ParsedMiss& parsed) {
  const auto ordinal = static_cast<feed::Ordinal>(batch.first + unknown.index);
  if (parsed.outcome == feed::MappingOutcome::whole)
    return place_whole(ordinal, batch, unknown, parsed);
  if (parsed.outcome == feed::MappingOutcome::blank) {
    ++blank_;
    return 0;
  }
  if (parsed.outcome == feed::MappingOutcome::header) {
    ++repeated_headers_;
    return 0;
  }
  news_in_batch_ = ordinal;
  ++rejected_;
  environment_.reject({*parsed.violation, unknown.offset, unknown.line, batch.raw_text_of(unknown),
                       batch.part->index});
  if (parsed.outcome == feed::MappingOutcome::spoiled) {
    stage_spoiled(ordinal, unknown, batch.row_of(parsed));
  }
  return 0;
}

void ValueMatcher::stage_spoiled(feed::Ordinal ordinal, const Miss& unknown, std::string_view row) {
  if (unknown.state == Miss::State::refused) {
    environment_.changes.stage_spoiled_parent(ordinal, row);
  } else {
    environment_.changes.stage_spoiled(ordinal, row);
  }
  ++staged_;
}

std::int64_t ValueMatcher::place_whole(feed::Ordinal ordinal, const Batch& batch,
                                       const Miss& unknown, const ParsedMiss& parsed) {
  std::int64_t probable_row_id = unknown.probable_row_id;
  if (live_.meaning() == LiveRows::Meaning::values) {
    if (const auto row = live_.find(parsed.value)) {
      if (live_.is_shown(*row)) {
        repeats_.push_back({*row, ordinal});
        return 0;
      }
      live_.show(*row, ordinal);
      return live_.row_id(*row);
    }
    probable_row_id = live_.probable_row_id();
  }
  news_in_batch_ = ordinal;
  if (const auto first_occurrence = first_occurrences_.add(parsed.key, parsed.value, ordinal)) {
    later_occurrences_.push_back({*first_occurrence, ordinal, parsed.value});
    return 0;
  }
  environment_.changes.stage(
      {ordinal, batch.row_of(parsed), parsed.value, next_row_id_, probable_row_id});
  ++staged_;
  return next_row_id_++;
}

}  // namespace nightjar::comparing
