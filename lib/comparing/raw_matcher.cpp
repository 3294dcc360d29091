#include "comparing/raw_matcher.hpp"

#include <limits>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "comparing/fingerprint_cache.hpp"

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

constexpr feed::Ordinal most_records = std::numeric_limits<feed::Ordinal>::max() - 1;

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
  Batch batch = begin(std::move(spent), records.size());
  for (const feed::Record& record : records) take(record, line_of, batch);
  end(batch);
  if (meaning_ == LiveRows::Meaning::bytes) predictor_.go_on();
  end_block();
  return batch;
}

Batch RawMatcher::begin(Batch spent, std::size_t records) const {
  Batch batch = std::move(spent);
  batch.clear();
  batch.first = ordinal_;
  batch.entries.reserve(records);
  return batch;
}

void RawMatcher::take(const feed::Record& record, const LineOf& line_of, Batch& batch) {
  const Fingerprint bytes = record.predicted ? live_.fingerprint(*record.predicted)
                                             : fingerprint_of(record.bytes) ^ form_;
  const auto row = find(record, bytes);
  if (!row) note_unknown(record, line_of, batch);
  list(bytes, row ? show(*row) : 0, record.bytes.size(), batch);
}

void RawMatcher::take_rows(std::size_t first, std::size_t count, Batch& batch) {
  for (std::size_t row = first; row < first + count; ++row) {
    list(live_.fingerprint(row), show(row), live_.bytes(row), batch);
  }
  if (count > 0) live_.found(first + count - 1);
}

void RawMatcher::take_parent(const Fingerprint& bytes, std::size_t length, std::size_t elements,
                             Batch& batch) {
  ++parents_;
  list(bytes, row_id_of_parent(elements), length, batch);
}

void RawMatcher::take_refused(const feed::Record& record, const Fingerprint& bytes,
                              RefusedParent refused, const LineOf& line_of, Batch& batch) {
  note_unknown(record, line_of, batch).state = Miss::State::refused;
  batch.refused.push_back(std::move(refused));
  list(bytes, 0, record.bytes.size(), batch);
}

void RawMatcher::list(const Fingerprint& bytes, std::int64_t row_id, std::size_t length,
                      Batch& batch) {
  if (ordinal_ == most_records) {
    throw BadDump(fmt::format("more than {} records", most_records),
                  "split the feed: a dump may hold 4.29 billion records");
  }
  batch.entries.push_back({bytes, row_id, static_cast<std::uint32_t>(length)});
  ++ordinal_;
}

void RawMatcher::end(Batch& batch) const {
  batch.text.append(feed::Record::padding, '\0');
  batch.meaning = meaning_;
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

Miss& RawMatcher::note_unknown(const feed::Record& record, const LineOf& line_of, Batch& batch) {
  ++recent_misses_;
  ++misses_;
  Miss& miss = batch.unknown.emplace_back();
  miss = {batch.entries.size(), batch.text.size(),      record.bytes.size(),
          record.offset,        line_of(record.offset), record.length};
  miss.context = record.context;
  if (meaning_ == LiveRows::Meaning::bytes) miss.probable_row_id = live_.probable_row_id();
  batch.text += record.bytes;
  return miss;
}

/// From the next batch on the live rows belong to the value matcher, which converts them to values.
void RawMatcher::end_block() {
  const std::uint64_t recent = ordinal_ - checked_;
  if (recent < window) return;
  const std::uint64_t live = live_.size();
  const bool are_many = kind_ == feed::Kind::snapshot || misses_ * least_unknown >= live;
  const bool pays = are_many && (live - shown_) * least_unseen >= live && live > 0;
  if (recent_misses_ * 2 > recent && pays) {
    meaning_ = LiveRows::Meaning::values;
    predictor_.forget();
  }
  checked_ = ordinal_;
  recent_misses_ = 0;
}

}  // namespace nightjar::comparing
