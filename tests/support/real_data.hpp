#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>

#include "support/catch.hpp"
#include "support/places.hpp"

namespace nightjar::support {

/// The folder of the real files, with `streaming/` and `tmdb/` in it: NIGHTJAR_REAL_DATA, or
/// `../shared/data` next to the source tree. Nothing if it is not on this machine.
inline std::optional<std::filesystem::path> real_data() {
  const char* named = std::getenv("NIGHTJAR_REAL_DATA");
  const std::filesystem::path folder =
      named != nullptr ? named : source_folder().parent_path() / "shared/data";
  if (!std::filesystem::is_directory(folder)) return std::nullopt;
  return folder;
}

}  // namespace nightjar::support

/// Ends the test, with a message, if the real files are not on this machine; the first line of a
/// test.
#define SKIP_WITHOUT_REAL_DATA()                                                  \
  do {                                                                            \
    if (!nightjar::support::real_data()) {                                        \
      WARN("skipped: no real files here; NIGHTJAR_REAL_DATA names their folder"); \
      return;                                                                     \
    }                                                                             \
  } while (false)
