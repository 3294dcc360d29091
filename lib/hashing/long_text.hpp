#pragma once

#include <string_view>

#include "hashing/fingerprint.hpp"

namespace nightjar {

/// The same as fingerprint_of(), by the widest vectors that the processor at hand has: the library
/// chooses them when the program runs. It pays for what is longer than 240 bytes: below that XXH3
/// has no loop over vectors.
Fingerprint fingerprint_of_long(std::string_view bytes);

}  // namespace nightjar
