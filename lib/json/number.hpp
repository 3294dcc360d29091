#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/parse_error.hpp"

namespace nightjar::json {

/// Whether the text is a number in JSON syntax (RFC 8259, section 6), of any size.
bool is_number(std::string_view text);

/// Appends the number in the canonical form of all texts with its value: `1.0`, `1e0` and `10e-1`
/// become `1`, `-0` becomes `0`. Exact, by decimal digits. If plain notation would need more than
/// 20 filling zeros, it has an exponent: `1.5e+300`.
///
/// `number` must be a JSON number. It is an error if it is beyond 10 to the power of +-10000 or has
/// more than 16383 decimals (the limit of PostgreSQL's numeric, which jsonb uses).
std::optional<ParseError> append_normalised(std::string_view number, std::string& out);

}  // namespace nightjar::json
