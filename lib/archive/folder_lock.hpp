#pragma once

#include <filesystem>

namespace nightjar::archive {

/// A lock on a folder among processes and threads, by flock(2) on a file in it: many may add and
/// read at once, one alone may remove. The kernel releases it when the process dies.
class FolderLock {
 public:
  enum class Kind { shared, exclusive };

  /// Waits for a shared lock, and only tries for an exclusive one. Throws Misconfigured where the
  /// lock's file cannot be opened.
  FolderLock(const std::filesystem::path& folder, Kind kind);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  [[nodiscard]] bool is_held() const { return held_; }

 private:
  int descriptor_;
  bool held_;
};

}  // namespace nightjar::archive
