#pragma once

#include <string>

#include "base/format.hpp"

namespace nightjar::ledger {

/// Names as a PostgreSQL array. Those of datasets, and what the archive calls nights, hold letters,
/// digits, dashes and underscores only.
template <class Names>
std::string array_of(const Names& names) {
  return format("{{{}}}", join(names, ","));
}

}  // namespace nightjar::ledger
