#pragma once

#include <string>

namespace nightjar::csv {

/// Why a record cannot be read: a sentence for the person who has it corrected.
struct ParseError {
  std::string what;
};

}  // namespace nightjar::csv
