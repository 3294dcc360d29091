#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json/parse_error.hpp"

namespace nightjar::json {

/// Puts into `out` the one text that all JSON texts of the same value share, in PostgreSQL's sense
/// of jsonb: members in the order of their names' bytes and the last of each name, no white space,
/// only the escapes that must be, numbers normalised as append_normalised() says. `out` is
/// unspecified where there is a problem.
///
/// The whole of `json` is checked. What jsonb cannot hold is a problem too: U+0000, numbers that
/// are out of numeric's range.
std::optional<ParseError> canonicalise(std::string_view json, std::string& out);

}  // namespace nightjar::json
