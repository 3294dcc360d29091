#pragma once

#include <filesystem>
#include <string>

namespace nightjar::night {

/// Removes what a night of this dataset that was killed left in the state directory: files that had
/// arrived or were unpacked, and half-written fingerprint caches. Parts of files that the next try
/// can go on with stay. The caller holds the dataset's lock.
void clear_leftovers(const std::filesystem::path& state_dir, const std::string& dataset);

/// The folder in which a dataset's files arrive. What a night leaves there is removed when it
/// begins and when it ends. The caller holds the dataset's lock.
class Scratch {
 public:
  Scratch(std::filesystem::path state_dir, std::string dataset);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] std::filesystem::path folder() const;

 private:
  std::filesystem::path state_dir_;
  std::string dataset_;
};

}  // namespace nightjar::night
