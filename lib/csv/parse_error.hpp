#pragma once

#include <string>

namespace nightjar::csv {

/// Why a record cannot be read: a sentence for the one who has to have it repaired.
struct ParseError {
  std::string what;
};

}  // namespace nightjar::csv
