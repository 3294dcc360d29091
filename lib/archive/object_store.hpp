#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>

namespace nightjar::archive {

/// Files by their content: each is `ab/abcd….zst`, named by the SHA-256 of what it unpacks to,
/// written once and never changed.
class ObjectStore {
 public:
  /// Called about once a megabyte; what it throws ends the work.
  using Watch = std::function<void()>;

  explicit ObjectStore(std::filesystem::path folder, Watch watch = {});

  /// What a file holds.
  struct Content {
    std::string sha256;
    std::uint64_t bytes = 0;
  };

  [[nodiscard]] std::filesystem::path place_of(const std::string& sha256) const;
  [[nodiscard]] bool has(const std::string& sha256) const;
  /// Bytes on disk; 0 where it is not there.
  [[nodiscard]] std::uint64_t stored_bytes(const std::string& sha256) const;

  /// Packs a file into the store, reading it once. Throws BadDump where it changes meanwhile.
  Content add(const std::filesystem::path& file);
  /// Unpacks an object into a file. Throws BadDump where it is damaged or not there; then there is
  /// no file.
  void extract(const std::string& sha256, const std::filesystem::path& file) const;
  /// Unpacks an object to see whether it is whole; throws BadDump where it is not.
  void verify(const std::string& sha256) const;
  /// Removes every object that is not in `wanted`, and what writers that were killed left. Gives
  /// the bytes that became free. Nobody may add meanwhile.
  std::uint64_t remove_all_but(const std::set<std::string>& wanted) const;

 private:
  std::filesystem::path folder_;
  Watch watch_;
};

}  // namespace nightjar::archive
