#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace nightjar::feed {

/// How long the archive keeps the dumps of a night. Without a limit it keeps all. What is held, or
/// the newest of its dataset, stays whatever the limits say.
struct Retention {
  std::optional<std::chrono::days> max_age{};
  std::optional<std::uint64_t> max_bytes{};  ///< on disk, of all datasets together
};

}  // namespace nightjar::feed
