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
/// recognised, and what the dump has shown of it so far. About 35 bytes a row.
class LiveRows {
 public:
  /// What the fingerprints are of: the record's bytes last night, or the row's typed values.
  enum class Meaning { bytes, values };

  explicit LiveRows(Meaning meaning = Meaning::bytes) : meaning_(meaning) {}

  void reserve(std::size_t rows);
  void add(const Fingerprint& fingerprint, std::int64_t row_id);
  /// From now on the fingerprints are of values; those of rows not yet seen are to be set anew with
  /// set_value().
  void turn_to_values();
  void set_value(std::int64_t row_id, const Fingerprint& value);

  /// The row with this fingerprint. Tries first what follows the row found last: a dump is mostly
  /// in the order of the night before, and then the look-up stays within the cache.
  std::optional<std::size_t> find(const Fingerprint& fingerprint);

  /// Notes that the record stands for this row. A row is shown once; see is_shown().
  void show(std::size_t row, feed::Ordinal ordinal) { shown_[row] = ordinal + 1; }
  [[nodiscard]] bool is_shown(std::size_t row) const { return shown_[row] != 0; }
  [[nodiscard]] feed::Ordinal shown_by(std::size_t row) const { return shown_[row] - 1; }

  [[nodiscard]] Meaning meaning() const { return meaning_; }
  [[nodiscard]] std::size_t size() const { return row_ids_.size(); }
  [[nodiscard]] std::int64_t row_id(std::size_t row) const { return row_ids_[row]; }
  [[nodiscard]] const Fingerprint& fingerprint(std::size_t row) const { return fingerprints_[row]; }

 private:
  void index_fingerprints();

  Meaning meaning_;
  std::vector<Fingerprint> fingerprints_;
  std::vector<std::int64_t> row_ids_;
  std::vector<feed::Ordinal> shown_;  ///< ordinal + 1; 0 is not shown
  FingerprintIndex index_;
  bool indexed_ = false;
  std::size_t expected_ = 0;  ///< the row after the one found last
  std::vector<std::pair<std::int64_t, std::uint32_t>> by_row_id_;  ///< while values are being set
};

}  // namespace nightjar::comparing
