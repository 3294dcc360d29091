#pragma once

#include <cstdint>

#include "hashing/fingerprint.hpp"

namespace nightjar::feed {

/// The position of a record in its dump, counted from 0.
using Ordinal = std::uint32_t;

/// A staged record whose key is in the table already, as matched by PostgreSQL.
struct Match {
  enum class Record { whole, spoiled };
  enum class Row { live, deleted };

  Ordinal ordinal = 0;
  Record record = Record::whole;
  std::int64_t row_id = 0;
  Fingerprint value;  ///< of the table's row
  Row row = Row::live;
};

}  // namespace nightjar::feed
