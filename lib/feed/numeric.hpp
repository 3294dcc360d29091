#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nightjar::feed {

/// A decimal (`-12.50`, `1e3`) in the binary format of PostgreSQL's numeric: groups of four decimal
/// digits with the weight of the first, the sign and the number of decimals (numeric_recv() in
/// PostgreSQL's source). Returns nothing if the text is not a decimal, or has more than 131072
/// digits before or 16383 after the point (the limits of numeric in the manual).
std::optional<std::string> numeric_from_text(std::string_view text);

/// The digits of a whole number, with a minus if it is negative: `-1.5e3` is `-1500`. Returns
/// nothing if the text is not a decimal, or not whole.
std::optional<std::string> whole_number(std::string_view text);

/// The same number without trailing zeros: `1.50` and `1.5` give equal bytes.
std::string numeric_without_scale(std::string_view binary);

}  // namespace nightjar::feed
