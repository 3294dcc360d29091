#pragma once

#include <filesystem>
#include <string>

namespace nightjar::night {

/// Removes leftovers of a killed night of this dataset from the state directory: fetched or
/// unpacked files, and incomplete fingerprint caches. Parts of files that the next attempt can
/// resume stay. The caller holds the dataset's lock.
void clear_leftovers(const std::filesystem::path& state_dir, const std::string& dataset);

/// The folder into which a dataset's files are fetched. It is emptied when a night begins and when
/// it ends. The caller holds the dataset's lock.
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
