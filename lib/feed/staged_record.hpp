#pragma once

#include <cstdint>
#include <string_view>

#include "feed/match.hpp"
#include "hashing/fingerprint.hpp"

namespace nightjar::feed {

/// A record that no fingerprint matched and whose values fit, on its way to the tables.
struct StagedRecord {
  Ordinal ordinal = 0;
  std::string_view row;  ///< in the format of Row::wire()
  Fingerprint value;
  std::int64_t row_id = 0;           ///< for its row, if its key is new
  std::int64_t probable_row_id = 0;  ///< the row at its position last night; 0: none
};

}  // namespace nightjar::feed
