#pragma once

#include <cstdint>

#include "sample/dice.hpp"

namespace nightjar::sample {

/// The changes that the nights make to a large dataset, computed for each record from its number
/// alone, so that any night of any size can be written without the ones before. Rates are per
/// thousand records, for each night from the second.
struct Churn {
  std::uint64_t seed;
  int night;  ///< from 1
  unsigned updated = 10;
  unsigned deleted = 2;
  unsigned added = 2;

  /// How many records there have been so far, with `first` in the first night: the numbers from 0.
  [[nodiscard]] std::uint64_t records(std::uint64_t first) const {
    return first + first * added / 1000 * static_cast<std::uint64_t>(night - 1);
  }
  /// How often the record has been updated up to this night.
  [[nodiscard]] int version(std::uint64_t record) const {
    int updates = 0;
    for (int past = 2; past <= night; ++past) updates += drawn(record, past, 'u', updated) ? 1 : 0;
    return updates;
  }
  /// Whether the record has been deleted by this night; it is not restored.
  [[nodiscard]] bool gone(std::uint64_t record) const {
    for (int past = 2; past <= night; ++past) {
      if (drawn(record, past, 'd', deleted)) return true;
    }
    return false;
  }

 private:
  [[nodiscard]] bool drawn(std::uint64_t record, int past, char lot, unsigned rate) const {
    return scatter(seed ^ static_cast<std::uint64_t>(lot), static_cast<std::uint64_t>(past),
                   record) %
               1000 <
           rate;
  }
};

}  // namespace nightjar::sample
