#pragma once

#include <cstdint>

namespace nightjar::feed {

/// The outcomes of a feed's records in one night, and of the rows without a record.
struct Counts {
  std::uint64_t read = 0;        ///< records in the dump
  std::uint64_t inserted = 0;    ///< keys never known before
  std::uint64_t updated = 0;     ///< live keys with other values
  std::uint64_t deleted = 0;     ///< live keys that the dump no longer lists
  std::uint64_t restored = 0;    ///< deleted keys that are back
  std::uint64_t unchanged = 0;   ///< live keys with the same values
  std::uint64_t duplicates = 0;  ///< further records of a key with the same values
  std::uint64_t rejected = 0;    ///< records that were not loaded
  std::uint64_t blank = 0;       ///< rows of empty fields only: not records, and not in `read`
  std::uint64_t repeated_headers = 0;  ///< of a CSV, beyond the first: not records either
  std::uint64_t byte_order_marks = 0;  ///< in front of records, not part of them

  /// Every record is counted exactly once.
  [[nodiscard]] bool balance() const {
    return read == inserted + updated + restored + unchanged + duplicates + rejected;
  }
  [[nodiscard]] bool changed_nothing() const {
    return inserted + updated + deleted + restored == 0;
  }
  bool operator==(const Counts&) const = default;
};

}  // namespace nightjar::feed
