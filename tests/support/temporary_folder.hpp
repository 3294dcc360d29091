#pragma once

#include <filesystem>
#include <string_view>

namespace nightjar::support {

/// A new, empty folder of this test's own, removed with all that is in it at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Writes a file of exactly these bytes, replacing what was there, and tells where it is. `name`
  /// may lead through folders that are not there yet.
  std::filesystem::path write(const std::filesystem::path& name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace nightjar::support
