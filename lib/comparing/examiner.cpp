#include "comparing/examiner.hpp"

#include <string_view>

namespace nightjar::comparing {

Examiner::Examiner(const feed::Definition& definition, feed::Projector& projector, LiveRows& live,
                   SideFileWriter& side_file, Findings& findings, std::int64_t first_row_id)
    : projector_(projector),
      fingerprinter_(definition),
      live_(live),
      side_file_(side_file),
      findings_(findings),
      next_row_id_(first_row_id) {}

void Examiner::examine(Batch& batch) {
  if (batch.meaning == LiveRows::Meaning::values && live_.meaning() == LiveRows::Meaning::bytes) {
    live_.turn_to_values();
    findings_.load_values(live_);
  }
  for (const Unknown& unknown : batch.unknown) {
    batch.entries[unknown.index].row_id = place(batch, unknown);
  }
  for (const Batch::Entry& entry : batch.entries) side_file_.append(entry.bytes, entry.row_id);
}

/// The row that the record stands for, as far as is known before the night is settled; or 0.
std::int64_t Examiner::place(const Batch& batch, const Unknown& unknown) {
  const auto ordinal = static_cast<feed::Ordinal>(batch.first + unknown.index);
  const std::string_view bytes = std::string_view(batch.text).substr(unknown.text, unknown.bytes);
  const feed::Projection projection =
      projector_.project({bytes, unknown.offset, unknown.length}, row_);
  if (projection.outcome == feed::Projected::whole) return place_whole(ordinal);
  if (projection.outcome == feed::Projected::blank) {
    ++blank_;
    return 0;
  }
  ++rejected_;
  findings_.reject({*projection.flaw, unknown.offset, unknown.line, bytes});
  if (projection.outcome == feed::Projected::spoiled) {
    findings_.stage_spoiled(ordinal, row_);
    ++staged_;
  }
  return 0;
}

std::int64_t Examiner::place_whole(feed::Ordinal ordinal) {
  const Fingerprint value = fingerprinter_.of_values(row_);
  if (live_.meaning() == LiveRows::Meaning::values) {
    if (const auto row = live_.find(value)) {
      if (live_.is_shown(*row)) {
        repeats_.push_back({*row, ordinal});
        return 0;
      }
      live_.show(*row, ordinal);
      return live_.row_id(*row);
    }
  }
  const Fingerprint key = fingerprinter_.of_key(row_);
  if (const auto leader = leaders_.find(key)) {
    followers_.push_back({*leader, ordinal, value});
    return 0;
  }
  leaders_.add(key, value, ordinal);
  findings_.stage(ordinal, row_, value, next_row_id_);
  ++staged_;
  return next_row_id_++;
}

}  // namespace nightjar::comparing
