#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nightjar::pickup {

/// Whether a name is before another in natural order, in which numbers count by their value:
/// `part-2` is before `part-10`.
bool comes_before(std::string_view name, std::string_view other);

/// What the numbers in the names of a dump's parts say about the parts that are not there.
struct PartNumbers {
  std::vector<std::string> missing;  ///< names of the parts whose numbers are missing
  /// Two parts that cannot be of one dump: they have the same number, or different totals.
  std::optional<std::pair<std::string, std::string>> contradiction{};
};

/// A part has a number in front of `of` and the number of all parts (`3-of-5`), or after the word
/// `part` (`part-00003`); or the names differ in one number only. Numbers begin with 0 or 1, and
/// none up to the last may be missing. Names without such a number are not checked. `names` are in
/// natural order.
PartNumbers check_numbers(const std::vector<std::string>& names);

}  // namespace nightjar::pickup
