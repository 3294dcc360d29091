#pragma once

namespace nightjar::json {

/// Deeper nesting than this is an error; it limits the stack.
constexpr int max_depth = 256;

}  // namespace nightjar::json
