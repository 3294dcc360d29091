#pragma once

#include <string>

#include "base/format.hpp"

namespace nightjar::json {

/// Deeper nesting than this is an error; it limits the stack.
constexpr int max_depth = 256;

/// What is wrong with such a document.
inline std::string nested_too_deep() {
  return fmt::format("it is nested deeper than {} levels", max_depth);
}

}  // namespace nightjar::json
