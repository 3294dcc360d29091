#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/parse_error.hpp"

namespace nightjar::json {

/// Writes to `out` the canonical text of all JSON texts with the same value, in the sense of
/// PostgreSQL's jsonb: members in the order of their names' bytes and the last of each name, no
/// white space, only necessary escapes, numbers normalised by append_normalised(). After an error
/// `out` is unspecified.
///
/// All of `json` is checked. Values that jsonb cannot store are errors too: U+0000, numbers outside
/// the range of numeric.
std::optional<ParseError> canonicalise(std::string_view json, std::string& out);

}  // namespace nightjar::json
