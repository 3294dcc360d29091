#pragma once

#include <cstdint>

namespace nightjar::feed {

/// What became of a feed's records in one night, and of the rows that had none.
struct Counts {
  std::uint64_t read = 0;        ///< records in the dump
  std::uint64_t inserted = 0;    ///< keys never known before
  std::uint64_t updated = 0;     ///< live keys with other values
  std::uint64_t deleted = 0;     ///< live keys that the dump no longer lists
  std::uint64_t restored = 0;    ///< deleted keys that are back
  std::uint64_t unchanged = 0;   ///< live keys with the same values
  std::uint64_t duplicates = 0;  ///< further records of a key with the same values
  std::uint64_t rejected = 0;    ///< records that were refused
  std::uint64_t blank = 0;       ///< rows of empty fields only: no records, and not among `read`
  std::uint64_t repeated_headers = 0;  ///< of a CSV, beyond the first: no records either
  std::uint64_t byte_order_marks = 0;  ///< in front of records, of which they are no part

  /// Every record went somewhere, and none went twice.
  [[nodiscard]] bool balance() const {
    return read == inserted + updated + restored + unchanged + duplicates + rejected;
  }
  [[nodiscard]] bool changed_nothing() const {
    return inserted + updated + deleted + restored == 0;
  }
  bool operator==(const Counts&) const = default;
};

}  // namespace nightjar::feed
