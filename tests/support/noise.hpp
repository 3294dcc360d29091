#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace nightjar::support {

/// Letters and digits that PostgreSQL cannot compress; different for each seed.
inline std::string noise(std::size_t bytes, std::uint64_t seed = 1) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  std::string text;
  for (std::uint64_t state = seed; text.size() < bytes;) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    text += letters[state >> 58U];
  }
  return text;
}

}  // namespace nightjar::support
