#pragma once

#include <cstdint>
#include <string_view>

#include "reading/splitter.hpp"

namespace nightjar::reading {

/// Why a file that should be a JSON array is not read: `text` is its beginning, with an object at
/// `offset` of the file. Says where the records are if the beginning of the file shows it.
StructureError damage_of_object_at_top(std::string_view text, std::uint64_t offset);

}  // namespace nightjar::reading
