#pragma once

#include <string>

namespace nightjar::json {

/// Why a text cannot be read: a sentence for the one who has to have it repaired.
struct ParseError {
  std::string what;
};

/// Deeper nesting than this is a problem; it bounds the stack that reading needs.
constexpr int max_depth = 256;

}  // namespace nightjar::json
