#include "support/temporary_folder.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

namespace nightjar::support {

TemporaryFolder::TemporaryFolder() {
  std::string name = std::filesystem::temp_directory_path() / "nightjar-test-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot create " + name);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TemporaryFolder::write(const std::filesystem::path& name,
                                             std::string_view bytes) const {
  const auto place = path_ / name;
  std::filesystem::create_directories(place.parent_path());
  std::ofstream stream(place, std::ios::binary | std::ios::trunc);
  stream << bytes << std::flush;
  if (!stream) throw std::runtime_error("cannot write " + place.string());
  return place;
}

}  // namespace nightjar::support
