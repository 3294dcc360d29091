#include "support/places.hpp"

#include <cstdlib>

namespace nightjar::support {

std::filesystem::path source_folder() { return NIGHTJAR_SOURCE_FOLDER; }

std::filesystem::path program(std::string_view name) {
  const char* const folder = std::getenv("NIGHTJAR_PROGRAM_FOLDER");
  return std::filesystem::path(folder != nullptr ? folder : NIGHTJAR_PROGRAM_FOLDER) / name;
}

std::filesystem::path wrong_clock() { return NIGHTJAR_WRONG_CLOCK; }

std::filesystem::path unpacked(std::string_view package) {
  return source_folder() / ".ci/packages/unpacked" / NIGHTJAR_DISTRIBUTION / package;
}

std::filesystem::path postgresql_programs() { return NIGHTJAR_POSTGRESQL_PROGRAMS; }

}  // namespace nightjar::support
