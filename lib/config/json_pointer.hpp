#pragma once

#include <string>
#include <string_view>

namespace nightjar::config {

/// The error in a JSON pointer (RFC 6901, with `*` for every element or member), as the end of a
/// sentence; empty if there is none. A member with an empty name cannot be selected: a doubled
/// slash is almost always a mistake.
std::string fault_of_pointer(std::string_view pointer);

}  // namespace nightjar::config
