#include "comparing/comparison.hpp"

#include <limits>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::comparing {
namespace {

/// Looked at this often: if more than half of so many records were unknown, the dump has been
/// written anew in another form, and the bytes' fingerprints are of no more use.
constexpr std::uint64_t window = 20'000;

}  // namespace

Comparison::Comparison(const feed::Definition& definition, feed::Projector& projector,
                       LiveRows live, SideFileWriter& side_file, Findings& findings,
                       std::int64_t first_row_id)
    : definition_(definition),
      projector_(projector),
      fingerprinter_(definition),
      live_(std::move(live)),
      side_file_(side_file),
      findings_(findings),
      next_row_id_(first_row_id) {}

void Comparison::take(std::span<const feed::Record> records, const LineOf& line_of) {
  for (const feed::Record& record : records) take(record, line_of);
}

void Comparison::take(const feed::Record& record, const LineOf& line_of) {
  if (ordinal_ == std::numeric_limits<feed::Ordinal>::max()) {
    throw BadDump(format("{}: more than {} records", definition_.name(), ordinal_),
                  "split the feed: a dump may hold 4.29 billion records");
  }
  const Fingerprint bytes = fingerprint_of(record.bytes);
  side_file_.append(bytes, place(record, bytes, line_of));
  ++ordinal_;
}

std::int64_t Comparison::place(const feed::Record& record, const Fingerprint& bytes,
                               const LineOf& line_of) {
  if (live_.meaning() == LiveRows::Meaning::bytes && live_.size() > 0) {
    ++recent_;
    if (const auto row = live_.find(bytes)) return show(*row);
    ++recent_misses_;
    turn_to_values_if_reformatted();
  }
  return place_unknown(record, line_of);
}

void Comparison::turn_to_values_if_reformatted() {
  if (recent_ < window) return;
  if (recent_misses_ * 2 > recent_) {
    live_.turn_to_values();
    findings_.load_values(live_);
  }
  recent_ = recent_misses_ = 0;
}

std::int64_t Comparison::show(std::size_t row) {
  if (live_.is_shown(row)) {
    repeats_.push_back({row, ordinal_});
    return 0;
  }
  live_.show(row, ordinal_);
  return live_.row_id(row);
}

std::int64_t Comparison::place_unknown(const feed::Record& record, const LineOf& line_of) {
  const feed::Projection projection = projector_.project(record, row_);
  if (projection.outcome == feed::Projected::whole) return place_whole();
  ++rejected_;
  findings_.reject({*projection.flaw, record.offset, line_of(record.offset), record.bytes});
  if (projection.outcome == feed::Projected::spoiled) {
    findings_.stage_spoiled(ordinal_, row_);
    ++staged_;
  }
  return 0;
}

std::int64_t Comparison::place_whole() {
  const Fingerprint value = fingerprinter_.of_values(row_);
  if (live_.meaning() == LiveRows::Meaning::values) {
    if (const auto row = live_.find(value)) return show(*row);
  }
  const Fingerprint key = fingerprinter_.of_key(row_);
  if (const auto leader = leaders_.find(key)) {
    followers_.push_back({*leader, ordinal_, value});
    return 0;
  }
  leaders_.add(key, value, ordinal_);
  findings_.stage(ordinal_, row_, value, next_row_id_);
  ++staged_;
  return next_row_id_++;
}

}  // namespace nightjar::comparing
