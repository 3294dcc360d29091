#include "comparing/raw_matcher.hpp"

#include <limits>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::comparing {
namespace {

/// The interval of the check: if more than half of this many records were unmatched, the dump may
/// have been written in another form, so that the raw fingerprints are useless.
constexpr std::uint64_t window = 10'000;

/// Or they are new facts, which many vendors put at the end, or deliver alone: then reading the
/// fingerprints of all live rows would cost more than it saves. It is done only while this part of
/// the live rows has not been seen,
constexpr std::uint64_t least_unseen = 8;
/// and, if absence means nothing, only once the unmatched records reach this part of them.
constexpr std::uint64_t least_unknown = 64;

}  // namespace

RawMatcher::RawMatcher(LiveRows& live, feed::Kind kind)
    : live_(live), kind_(kind), meaning_(live.meaning()), predictor_(live) {
  if (meaning_ == LiveRows::Meaning::values) predictor_.forget();
}

void RawMatcher::begin_part(const Fingerprint& form) {
  form_ = form;
  predictor_.expect_form(form);
}

Batch RawMatcher::match(std::span<const feed::Record> records, const LineOf& line_of, Batch spent) {
  if (records.size() > std::numeric_limits<feed::Ordinal>::max() - ordinal_ - 1) {
    throw BadDump(fmt::format("more than {} records", std::numeric_limits<feed::Ordinal>::max()),
                  "split the feed: a dump may hold 4.29 billion records");
  }
  Batch batch = std::move(spent);
  batch.clear();
  batch.first = ordinal_;
  batch.entries.reserve(records.size());
  for (const feed::Record& record : records) {
    const Fingerprint bytes = record.predicted ? live_.fingerprint(*record.predicted)
                                               : fingerprint_of(record.bytes) ^ form_;
    const auto row = find(record, bytes);
    batch.entries.push_back(
        {bytes, row ? show(*row) : 0, static_cast<std::uint32_t>(record.bytes.size())});
    if (!row) note_unknown(record, line_of, batch);
    ++ordinal_;
  }
  batch.text.append(feed::Record::padding, '\0');
  batch.meaning = meaning_;
  recent_ += records.size();
  if (meaning_ == LiveRows::Meaning::bytes) predictor_.go_on();
  notice_reformatting();
  return batch;
}

std::optional<std::size_t> RawMatcher::find(const feed::Record& record, const Fingerprint& bytes) {
  if (record.predicted) {
    live_.found(*record.predicted);
    return record.predicted;
  }
  if (meaning_ == LiveRows::Meaning::values || live_.size() == 0) return std::nullopt;
  return live_.find(bytes);
}

/// The id of the row, unless an earlier record has it already.
std::int64_t RawMatcher::show(std::size_t row) {
  if (live_.is_shown(row)) {
    repeats_.push_back({row, ordinal_});
    return 0;
  }
  live_.show(row, ordinal_);
  ++shown_;
  return live_.row_id(row);
}

void RawMatcher::note_unknown(const feed::Record& record, const LineOf& line_of, Batch& batch) {
  ++recent_misses_;
  ++misses_;
  batch.unknown.push_back({batch.entries.size() - 1, batch.text.size(), record.bytes.size(),
                           record.offset, line_of(record.offset), record.length, 0});
  if (meaning_ == LiveRows::Meaning::bytes) {
    batch.unknown.back().probable_row_id = live_.probable_row_id();
  }
  batch.text += record.bytes;
}

/// From the next batch on the live rows belong to the value matcher, which converts them to values.
void RawMatcher::notice_reformatting() {
  if (recent_ < window) return;
  const std::uint64_t live = live_.size();
  const bool are_many = kind_ == feed::Kind::snapshot || misses_ * least_unknown >= live;
  const bool pays = are_many && (live - shown_) * least_unseen >= live && live > 0;
  if (recent_misses_ * 2 > recent_ && pays) {
    meaning_ = LiveRows::Meaning::values;
    predictor_.forget();
  }
  recent_ = recent_misses_ = 0;
}

}  // namespace nightjar::comparing
