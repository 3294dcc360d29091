#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "support/places.hpp"

namespace nightjar::layers {

/// Gives `visit(path, text)` each C++ file of the programs, the path relative to the project's
/// folder; tells how many there were.
template <class Visit>
std::size_t for_each_source(Visit&& visit) {
  const auto root = support::source_folder();
  std::size_t files = 0;
  for (const auto* top : {"lib", "daemon"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / top)) {
      const auto extension = entry.path().extension();
      if (extension != ".cpp" && extension != ".hpp") continue;
      ++files;
      std::ifstream stream(entry.path(), std::ios::binary);
      visit(std::filesystem::relative(entry.path(), root).string(),
            std::string{std::istreambuf_iterator<char>(stream), {}});
    }
  }
  return files;
}

}  // namespace nightjar::layers
