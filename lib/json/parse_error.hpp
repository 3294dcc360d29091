#pragma once

#include <string>

namespace nightjar::json {

/// Why a text cannot be read: a sentence for the person who has it corrected.
struct ParseError {
  std::string what;
};

/// Deeper nesting than this is an error; it limits the stack.
constexpr int max_depth = 256;

}  // namespace nightjar::json
