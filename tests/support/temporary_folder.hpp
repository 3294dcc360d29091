#pragma once

#include <filesystem>
#include <string_view>

namespace nightjar::support {

/// A new, empty folder of this test, removed with its content at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Writes a file of exactly these bytes, replacing an existing one, and returns its path. `name`
  /// may include folders that do not exist yet.
  std::filesystem::path write(const std::filesystem::path& name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace nightjar::support
