#include "comparing/live_rows.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace nightjar::comparing {
namespace {

/// The slot in which a row will be indexed is prefetched this many rows ahead: loading it takes
/// that long.
constexpr std::size_t fetched_ahead = 16;

/// An index takes about 60 ns per row, a record that is parsed and staged unnecessarily 4 µs: the
/// index is built once that much time has been lost. Below the second number of rows its cost is
/// negligible.
constexpr std::size_t rows_a_record = 64;
constexpr std::size_t always_indexed = 50'000;

/// About how many rows a page of a table has, or more.
constexpr std::size_t page_rows = 64;

/// After this many misses in a row the dump has probably left out more rows than look_ahead.
constexpr std::size_t astray_after = 8;
/// How far to search then; four times as far whenever the misses have doubled. A few thousand
/// fingerprints are searched in microseconds.
constexpr std::size_t reach = 4096;

}  // namespace

void LiveRows::reserve(std::size_t rows) {
  fingerprints_.reserve(rows);
  row_ids_.reserve(rows);
  if (meaning_ == Meaning::bytes) bytes_.reserve(rows);
  shown_.reserve(rows);
}

void LiveRows::add(const Fingerprint& fingerprint, std::int64_t row_id, std::uint32_t bytes) {
  fingerprints_.push_back(fingerprint);
  row_ids_.push_back(row_id);
  if (meaning_ == Meaning::bytes) bytes_.push_back(bytes);
  shown_.push_back(0);
  indexed_ = false;
}

void LiveRows::append(LiveRows&& others) {
  const auto take_over = [](auto& all, auto& part) {
    all.insert(all.end(), part.begin(), part.end());
    part = std::decay_t<decltype(part)>();
  };
  take_over(fingerprints_, others.fingerprints_);
  take_over(row_ids_, others.row_ids_);
  take_over(bytes_, others.bytes_);
  take_over(shown_, others.shown_);
  indexed_ = false;
}

void LiveRows::turn_to_values() {
  meaning_ = Meaning::values;
  index_.clear();
  indexed_ = false;
  bytes_ = std::vector<std::uint32_t>();  // `{}` would keep the memory
  not_found_ = astray_ = 0;
}

/// The first row from the expected one on, or else the last one before it, for which `is_it` is
/// true. The table returns its rows mostly in the order of insertion, which is that of the dump;
/// rows that were updated since are at the end of their page.
template <class IsIt>
std::optional<std::size_t> LiveRows::nearest(std::size_t expected, std::size_t ahead,
                                             std::size_t behind, IsIt&& is_it) const {
  const std::size_t end = std::min(expected + ahead, size());
  for (std::size_t row = expected; row < end; ++row) {
    if (is_it(row)) return row;
  }
  const std::size_t begin = expected - std::min(expected, behind);
  for (std::size_t row = std::min(expected, size()); row-- > begin;) {
    if (is_it(row)) return row;
  }
  return std::nullopt;
}

std::optional<std::size_t> LiveRows::row_near(std::size_t expected, std::int64_t row_id) const {
  return nearest(expected, page_rows, page_rows,
                 [&](std::size_t row) { return row_ids_[row] == row_id; });
}

std::optional<std::size_t> LiveRows::row_with_id(std::int64_t row_id) {
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
  by_row_id_ = std::vector<std::uint32_t>();
  const std::size_t rows = fingerprints_.size();
  index_.reserve(rows, fingerprints_);
  for (std::size_t row = 0; row < rows; ++row) {
    if (row + fetched_ahead < rows) index_.prefetch(fingerprints_[row + fetched_ahead]);
    index_row(row);
  }
  indexed_ = true;
}

/// A row without a fingerprint cannot be found.
void LiveRows::index_row(std::size_t row) {
  if (fingerprints_[row] != Fingerprint{}) index_.add(row, fingerprints_);
}

std::optional<std::size_t> LiveRows::find_near(const Fingerprint& fingerprint) const {
  const bool in_pages = meaning_ == Meaning::values;  // in the order of the table
  return nearest(expected_, in_pages ? page_rows : look_ahead, in_pages ? page_rows : 0,
                 [&](std::size_t row) { return fingerprints_[row] == fingerprint; });
}

std::optional<std::size_t> LiveRows::find(const Fingerprint& fingerprint) {
  if (const auto row = find_near(fingerprint)) {
    found(*row);
    return row;
  }
  if (!indexed_ && index_pays()) index_fingerprints();
  const auto row = indexed_ ? index_.find(fingerprint, fingerprints_) : find_astray(fingerprint);
  if (row) {
    found(*row);
  } else {
    ++astray_;
  }
  return row;
}

bool LiveRows::far_look_pays(std::size_t misses) {
  return misses >= astray_after && std::has_single_bit(misses);
}

std::int64_t LiveRows::probable_row_id() const {
  const std::size_t row = expected_ + astray_ - 1;
  return astray_ > 0 && row < row_ids_.size() ? row_ids_[row] : 0;
}

/// Searches for the position of the dump if many of its records have not been found where they were
/// expected.
std::optional<std::size_t> LiveRows::find_astray(const Fingerprint& fingerprint) {
  if (!far_look_pays(astray_)) return std::nullopt;
  const std::size_t doubled = astray_ / astray_after;
  const std::size_t rows = std::min(reach * doubled * doubled, fingerprints_.size());
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t row = (expected_ + i) % fingerprints_.size();
    if (fingerprints_[row] == fingerprint) return row;
  }
  return std::nullopt;
}

}  // namespace nightjar::comparing
