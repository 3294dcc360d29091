#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace nightjar::feed {

/// How long the archive keeps the dumps of a night, and the ledger its rejects. Without a limit
/// everything is kept. The files of held nights and of the newest night of each dataset are kept in
/// any case.
struct Retention {
  std::optional<std::chrono::days> max_age{};
  std::optional<std::uint64_t> max_bytes{};    ///< on disk, of all datasets together
  std::optional<std::chrono::days> rejects{};  ///< otherwise as long as the dumps

  [[nodiscard]] std::optional<std::chrono::days> age_of_rejects() const {
    return rejects ? rejects : max_age;
  }
};

}  // namespace nightjar::feed
