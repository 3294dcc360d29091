#include "support/places.hpp"

namespace nightjar::support {

std::filesystem::path source_folder() { return NIGHTJAR_SOURCE_FOLDER; }

std::filesystem::path program(std::string_view name) {
  return std::filesystem::path(NIGHTJAR_PROGRAM_FOLDER) / name;
}

std::filesystem::path wrong_clock() { return NIGHTJAR_WRONG_CLOCK; }

}  // namespace nightjar::support
