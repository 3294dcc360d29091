#pragma once

#include <cstdint>

namespace nightjar {

/// Left free on the disk of the state directory, for whatever else writes there meanwhile.
constexpr std::uint64_t spare_bytes = std::uint64_t{16} << 20;

}  // namespace nightjar
