#pragma once

#include <string>

#include "python/cursor.hpp"

namespace nightjar::python {

/// Reads a string literal from its opening quote on and appends it as a JSON string. Returns an
/// error, with the cursor at its position, or nullptr.
const char* append_text(Cursor& cursor, std::string& json);

}  // namespace nightjar::python
