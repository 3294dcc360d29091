#include "config/path_reader.hpp"

#include "base/folder.hpp"
#include "base/format.hpp"

namespace nightjar::config {

std::filesystem::path read_path(const yaml::Value& value) {
  const std::filesystem::path path = value.text();
  if (path.empty()) value.fail(fmt::format("{} is an empty text", value.label()), "write a path");
  std::filesystem::path whole =
      (absolute_path(value.file()).parent_path() / path).lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

}  // namespace nightjar::config
