#pragma once

#include <nlohmann/json_fwd.hpp>

namespace nightjar::json {

/// A JSON value that Nightjar writes: objects keep the order in which their members were added.
/// Dumps are not read into it; extractor.hpp reads those.
using Document = nlohmann::ordered_json;

}  // namespace nightjar::json
