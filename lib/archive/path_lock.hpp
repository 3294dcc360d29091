#pragma once

#include <filesystem>

namespace nightjar::archive {

/// A lock on a folder or a file between processes and threads, by flock(2): shared or exclusive.
/// Nothing is written for it, so processes that only read can lock too. The kernel releases it when
/// the process ends.
class PathLock {
 public:
  enum class Kind { shared, exclusive };

  /// Waits for a shared lock, but only tries an exclusive one. Throws Misconfigured if the path
  /// cannot be opened.
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
