#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace nightjar::ledger {

/// A night, as a row of nightjar.runs.
struct Run {
  std::int64_t id = 0;
  std::string dataset;
  Instant as_of;
  /// Its name in the archive: its identity, or its number if it is older than identities.
  std::string night;
  bool adopted = false;  ///< from the archive; this database never had it
};

/// An instant in the format of a night's sessions: `2021-12-17 10:49:40.461+00`.
Instant instant_of(std::string_view text);

}  // namespace nightjar::ledger
