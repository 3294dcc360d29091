#include "comparing/examiner.hpp"

#include <string_view>

namespace nightjar::comparing {
namespace {

/// Of a first load every look-up among the leaders misses the caches: so many records ahead the
/// memory is asked for what it takes a hundred nanoseconds to bring.
constexpr std::size_t look_ahead = 8;

}  // namespace

void Examiner::examine(Batch& batch) {
  if (batch.meaning == LiveRows::Meaning::values && live_.meaning() == LiveRows::Meaning::bytes) {
    live_.turn_to_values();
    findings_.load_values(live_);
  }
  for (std::size_t i = 0; i < batch.unknown.size(); ++i) {
    if (i + look_ahead < batch.parsed.size()) leaders_.prefetch(batch.parsed[i + look_ahead].key);
    const Unknown& unknown = batch.unknown[i];
    batch.entries[unknown.index].row_id = place(batch, unknown, batch.parsed[i]);
  }
  for (const Batch::Entry& entry : batch.entries) {
    side_file_.append(entry.bytes, entry.row_id, entry.length);
  }
}

/// The row that the record stands for, as far as is known before the night is settled; or 0.
std::int64_t Examiner::place(const Batch& batch, const Unknown& unknown, const Parsed& parsed) {
  const auto ordinal = static_cast<feed::Ordinal>(batch.first + unknown.index);
  if (parsed.outcome == feed::Projected::whole) return place_whole(ordinal, batch, unknown, parsed);
  if (parsed.outcome == feed::Projected::blank) {
    ++blank_;
    return 0;
  }
  ++rejected_;
  findings_.reject({*parsed.flaw, unknown.offset, unknown.line, batch.text_of(unknown)});
  if (parsed.outcome == feed::Projected::spoiled) {
    findings_.stage_spoiled(ordinal, batch.row_of(parsed));
    ++staged_;
  }
  return 0;
}

std::int64_t Examiner::place_whole(feed::Ordinal ordinal, const Batch& batch,
                                   const Unknown& unknown, const Parsed& parsed) {
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
  if (const auto leader = leaders_.add(parsed.key, parsed.value, ordinal)) {
    followers_.push_back({*leader, ordinal, parsed.value});
    return 0;
  }
  findings_.stage({ordinal, batch.row_of(parsed), parsed.value, next_row_id_, probable_row_id});
  ++staged_;
  return next_row_id_++;
}

}  // namespace nightjar::comparing
