#include "comparing/live_rows.hpp"

#include <algorithm>

namespace nightjar::comparing {
namespace {

/// How many rows after the expected one are tried: a deleted record shifts the dump by one.
constexpr std::size_t look_ahead = 4;

}  // namespace

void LiveRows::reserve(std::size_t rows) {
  fingerprints_.reserve(rows);
  row_ids_.reserve(rows);
  shown_.reserve(rows);
}

void LiveRows::add(const Fingerprint& fingerprint, std::int64_t row_id) {
  fingerprints_.push_back(fingerprint);
  row_ids_.push_back(row_id);
  shown_.push_back(0);
  indexed_ = false;
}

void LiveRows::turn_to_values() {
  meaning_ = Meaning::values;
  index_.clear();
  indexed_ = false;
  by_row_id_.reserve(row_ids_.size());
  for (std::size_t row = 0; row < row_ids_.size(); ++row) {
    by_row_id_.emplace_back(row_ids_[row], static_cast<std::uint32_t>(row));
  }
  std::sort(by_row_id_.begin(), by_row_id_.end());
}

void LiveRows::set_value(std::int64_t row_id, const Fingerprint& value) {
  const auto found = std::lower_bound(by_row_id_.begin(), by_row_id_.end(),
                                      std::pair<std::int64_t, std::uint32_t>{row_id, 0});
  if (found != by_row_id_.end() && found->first == row_id) fingerprints_[found->second] = value;
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
  if (!indexed_) index_fingerprints();
  const auto row = index_.find(fingerprint, fingerprints_);
  if (row) expected_ = *row + 1;
  return row;
}

}  // namespace nightjar::comparing
