#pragma once

#include <string>

#include "base/format.hpp"

namespace nightjar::ledger {

/// Names as a PostgreSQL array. The names of datasets, and those of nights in the archive, have
/// only letters, digits, dashes and underscores.
template <class Names>
std::string array_of(const Names& names) {
  return fmt::format("{{{}}}", fmt::join(names, ","));
}

}  // namespace nightjar::ledger
