#pragma once

#include <filesystem>
#include <utility>

namespace nightjar::night {

/// The folder in which a dataset's files arrive. What a night leaves there is removed when it
/// begins and when it ends, but for the parts of files that the next try goes on with. The caller
/// holds the dataset's lock.
class Scratch {
 public:
  explicit Scratch(std::filesystem::path folder);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace nightjar::night
