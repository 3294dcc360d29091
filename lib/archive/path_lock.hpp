#pragma once

#include <filesystem>

namespace nightjar::archive {

/// A lock on a folder or a file among processes and threads, by flock(2): many may share it, one
/// alone may have it exclusively. Nothing is written for it, so those who only read may lock too.
/// The kernel releases it when the process dies.
class PathLock {
 public:
  enum class Kind { shared, exclusive };

  /// Waits for a shared lock, and only tries for an exclusive one. Throws Misconfigured where the
  /// path cannot be opened.
  PathLock(const std::filesystem::path& path, Kind kind);
  ~PathLock();
  PathLock(const PathLock&) = delete;
  PathLock& operator=(const PathLock&) = delete;

  [[nodiscard]] bool is_held() const { return held_; }

 private:
  int descriptor_;
  bool held_;
};

}  // namespace nightjar::archive
