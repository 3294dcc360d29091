#pragma once

#include <string>
#include <string_view>

namespace nightjar::config {

/// What is wrong with a JSON pointer (RFC 6901, with `*` for every element of an array), as the end
/// of a sentence; empty where nothing is. A member whose name is empty cannot be pointed at: a
/// doubled slash is nearly always a slip.
std::string fault_of_pointer(std::string_view pointer);

}  // namespace nightjar::config
