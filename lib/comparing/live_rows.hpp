#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "comparing/fingerprint_index.hpp"
#include "feed/match.hpp"
#include "hashing/fingerprint.hpp"

namespace nightjar::comparing {

/// The rows that are live before the night, each with a fingerprint by which its record can be
/// matched, and the record that matched it so far. 32 bytes per row with fingerprints of bytes, 28
/// with fingerprints of values; 6 more with the index. Add the rows in the order in which the dump
/// probably lists them: last night's, if it is known, or the table's.
class LiveRows {
 public:
  /// What the fingerprints are of: the record's bytes last night, or the row's typed values.
  enum class Meaning { bytes, values };

  explicit LiveRows(Meaning meaning = Meaning::bytes) : meaning_(meaning) {}

  void reserve(std::size_t rows);
  /// `bytes` is the length of the record that the fingerprint is of; 0 if it is not known.
  void add(const Fingerprint& fingerprint, std::int64_t row_id, std::uint32_t bytes = 0);
  /// Adds these rows too, none of which has been shown, and releases their memory.
  void append(LiveRows&& others);
  /// From now on the fingerprints are of values; ValueSetter must set those of rows not yet seen.
  void turn_to_values();
  void set_value(std::size_t row, const Fingerprint& value) { fingerprints_[row] = value; }
  /// The row with this id, if it is within a page of the table around the expected one.
  [[nodiscard]] std::optional<std::size_t> row_near(std::size_t expected,
                                                    std::int64_t row_id) const;
  /// The row with this id, at any position.
  [[nodiscard]] std::optional<std::size_t> row_with_id(std::int64_t row_id);

  /// The row with this fingerprint. First searches near the row that was found last: then the
  /// look-up stays within the processor's cache. An index of all rows costs as much as parsing a
  /// part of them, and is not built before that many were not found: until then a row at another
  /// position may be missed, and its record counts as changed.
  std::optional<std::size_t> find(const Fingerprint& fingerprint);
  /// Records that the row was found in another way.
  void found(std::size_t row) {
    expected_ = row + 1;
    astray_ = 0;
  }
  /// The id of the row at the position of the record that was just not found; 0 if there was none.
  /// If a record was changed, it is the id of its row.
  [[nodiscard]] std::int64_t probable_row_id() const;
  /// The row that comes next if the order is unchanged.
  [[nodiscard]] std::size_t expected() const { return expected_; }
  /// How many rows after the expected one to search while rows are in last night's order: a deleted
  /// record shifts the dump by one.
  static constexpr std::size_t look_ahead = 4;

  /// Records which record matched this row. A row is shown once; see is_shown().
  void show(std::size_t row, feed::Ordinal ordinal) { shown_[row] = ordinal + 1; }
  [[nodiscard]] bool is_shown(std::size_t row) const { return shown_[row] != 0; }
  [[nodiscard]] feed::Ordinal shown_by(std::size_t row) const { return shown_[row] - 1; }

  [[nodiscard]] Meaning meaning() const { return meaning_; }
  [[nodiscard]] std::size_t size() const { return row_ids_.size(); }
  [[nodiscard]] std::int64_t row_id(std::size_t row) const { return row_ids_[row]; }
  [[nodiscard]] const Fingerprint& fingerprint(std::size_t row) const { return fingerprints_[row]; }
  /// The length of its record, or 0. Not to be called once the fingerprints are of values.
  [[nodiscard]] std::uint32_t bytes(std::size_t row) const { return bytes_[row]; }

  /// Whether this many misses in a row justify a search further away: eight do, and then each
  /// doubling.
  [[nodiscard]] static bool far_look_pays(std::size_t misses);

 private:
  template <class IsIt>
  [[nodiscard]] std::optional<std::size_t> nearest(std::size_t expected, std::size_t ahead,
                                                   std::size_t behind, IsIt&& is_it) const;
  [[nodiscard]] std::optional<std::size_t> find_near(const Fingerprint& fingerprint) const;
  [[nodiscard]] bool index_pays();
  [[nodiscard]] std::optional<std::size_t> find_astray(const Fingerprint& fingerprint);
  void index_fingerprints();
  void index_row(std::size_t row);

  Meaning meaning_;
  std::vector<Fingerprint> fingerprints_;
  std::vector<std::int64_t> row_ids_;
  std::vector<std::uint32_t> bytes_;
  std::vector<feed::Ordinal> shown_;  ///< ordinal + 1; 0 means not shown
  FingerprintIndex index_;
  bool indexed_ = false;
  std::size_t expected_ = 0;              ///< the row after the one found last
  std::size_t not_found_ = 0;             ///< because there is no index
  std::size_t astray_ = 0;                ///< records in a row that were not found
  std::vector<std::uint32_t> by_row_id_;  ///< while values are being set, if needed
};

}  // namespace nightjar::comparing
