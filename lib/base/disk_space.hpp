#pragma once

#include <cstdint>

namespace nightjar {

/// Kept free on the disk of the state directory, for other programs that write there meanwhile.
constexpr std::uint64_t spare_bytes = std::uint64_t{16} << 20;

}  // namespace nightjar
