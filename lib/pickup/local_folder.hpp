#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pickup/remote.hpp"

namespace nightjar::pickup {

/// A folder of this machine, whose files are read in place.
class LocalFolder : public Remote {
 public:
  explicit LocalFolder(std::filesystem::path folder);

  [[nodiscard]] std::string address(const std::string& name) const override;
  std::vector<std::string> names(const std::string& folder) override;
  std::vector<std::string> folders(const std::string& folder) override;
  std::optional<FileState> look(const std::string& name) override;
  void download(const std::string& name, std::uint64_t offset, const Sink& sink) override;
  [[nodiscard]] std::optional<std::filesystem::path> local_path(
      const std::string& name) const override;

 private:
  using IsWanted = bool (*)(const std::filesystem::path& entry);
  [[nodiscard]] std::vector<std::string> entries(const std::string& folder,
                                                 IsWanted is_wanted) const;

  std::filesystem::path folder_;
};

}  // namespace nightjar::pickup
