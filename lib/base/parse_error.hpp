#pragma once

#include <string>

namespace nightjar {

/// Why a text cannot be parsed: a sentence for the person who must have it corrected.
struct ParseError {
  std::string what;
};

}  // namespace nightjar
