#pragma once

#include <string_view>

#include "hashing/fingerprint.hpp"

namespace nightjar {

/// The same as fingerprint_of(), with the widest vectors of this processor: the library selects
/// them at run time. Useful for texts longer than 240 bytes: below that XXH3 has no loop over
/// vectors.
Fingerprint fingerprint_of_long(std::string_view bytes);

}  // namespace nightjar
