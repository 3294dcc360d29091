#include "comparing/live_rows.hpp"

#include <algorithm>
#include <numeric>

namespace nightjar::comparing {
namespace {

/// An index takes about 60 ns a row, a record that is parsed and staged in vain 4 µs: it is made
/// once so many rows' worth of it have been lost. Below the second number it costs nothing to speak
/// of.
constexpr std::size_t rows_a_record = 64;
constexpr std::size_t always_indexed = 50'000;

}  // namespace

void LiveRows::reserve(std::size_t rows) {
  fingerprints_.reserve(rows);
  row_ids_.reserve(rows);
  bytes_.reserve(rows);
  shown_.reserve(rows);
}

void LiveRows::add(const Fingerprint& fingerprint, std::int64_t row_id, std::uint32_t bytes) {
  fingerprints_.push_back(fingerprint);
  row_ids_.push_back(row_id);
  bytes_.push_back(bytes);
  shown_.push_back(0);
  indexed_ = false;
}

void LiveRows::turn_to_values() {
  meaning_ = Meaning::values;
  index_.clear();
  indexed_ = false;
  bytes_ = {};
  not_found_ = row_ids_.size();  // where the dump stands among them is not known any more
}

void LiveRows::set_value(std::int64_t row_id, const Fingerprint& value) {
  const auto row = row_with_id(row_id);
  if (!row) return;
  fingerprints_[*row] = value;
  next_to_set_ = *row + 1;
}

/// The table gives its rows mostly in the order in which they came, which is that of the dump.
std::optional<std::size_t> LiveRows::row_with_id(std::int64_t row_id) {
  if (next_to_set_ < row_ids_.size() && row_ids_[next_to_set_] == row_id) return next_to_set_;
  const auto less = [this](std::uint32_t row, std::int64_t id) { return row_ids_[row] < id; };
  if (by_row_id_.empty()) {
    by_row_id_.resize(row_ids_.size());
    std::iota(by_row_id_.begin(), by_row_id_.end(), std::uint32_t{0});
    std::sort(by_row_id_.begin(), by_row_id_.end(), [this](std::uint32_t one, std::uint32_t other) {
      return row_ids_[one] < row_ids_[other];
    });
  }
  const auto found = std::lower_bound(by_row_id_.begin(), by_row_id_.end(), row_id, less);
  if (found == by_row_id_.end() || row_ids_[*found] != row_id) return std::nullopt;
  return *found;
}

bool LiveRows::index_pays() {
  return row_ids_.size() <= always_indexed || ++not_found_ * rows_a_record > row_ids_.size();
}

void LiveRows::index_fingerprints() {
  by_row_id_ = {};
  index_.reserve(fingerprints_.size(), fingerprints_);
  for (std::size_t row = 0; row < fingerprints_.size(); ++row) {
    if (fingerprints_[row] != Fingerprint{}) index_.add(row, fingerprints_);
  }
  indexed_ = true;
}

std::optional<std::size_t> LiveRows::find(const Fingerprint& fingerprint) {
  const std::size_t end = std::min(expected_ + look_ahead, fingerprints_.size());
  for (std::size_t row = expected_; row < end; ++row) {
    if (fingerprints_[row] == fingerprint) {
      expected_ = row + 1;
      return row;
    }
  }
  if (!indexed_) {
    if (!index_pays()) return std::nullopt;
    index_fingerprints();
  }
  const auto row = index_.find(fingerprint, fingerprints_);
  if (row) expected_ = *row + 1;
  return row;
}

}  // namespace nightjar::comparing
