#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "feed/violation.hpp"

namespace nightjar::feed {

/// A record that was not loaded, with the reason and its position in the file.
struct Reject {
  Violation violation;
  std::uint64_t offset = 0;  ///< of its first byte
  std::uint64_t line = 0;    ///< counted from 1
  std::string_view raw;      ///< as the vendor wrote it; only the beginning if it is too long
  std::size_t part = 0;      ///< which of the dump's files, counted from 0
};

}  // namespace nightjar::feed
