#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace nightjar::ledger {

/// A night, as a line of nightjar.runs.
struct Run {
  std::int64_t id = 0;
  std::string dataset;
  Instant as_of;
  /// What the archive calls it: its identity, or the number where it is older than identities.
  std::string night;
  bool adopted = false;  ///< out of the archive; this database never had it
};

/// An instant as the sessions of a night write it: `2021-12-17 10:49:40.461+00`.
Instant instant_of(std::string_view text);

}  // namespace nightjar::ledger
