#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nightjar::json {

/// The steps of a JSON pointer (RFC 6901): the names and indexes that it leads through. Throws
/// Misconfigured if it is not one, or the empty one.
std::vector<std::string> steps_of(const std::string& pointer);

/// A step as a pointer has it: `a/b` is `a~1b`.
std::string escaped_step(std::string_view step);

}  // namespace nightjar::json
