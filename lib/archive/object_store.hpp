#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/byte_source.hpp"

namespace nightjar::archive {

/// Files by their content, each named by the SHA-256 of its bytes and never changed. One that has
/// just come in is `unpacked/abcd…`, as it was received; packing makes it `objects/ab/abcd….zst`.
/// Readers need not know which.
class ObjectStore {
 public:
  /// Called about once a megabyte; what it throws ends the work.
  using Watch = std::function<void()>;

  /// The folders are created when something is added.
  explicit ObjectStore(const std::filesystem::path& root, Watch watch = {});

  /// What a file holds.
  struct Content {
    std::string sha256;
    std::uint64_t bytes = 0;
  };

  /// Where the bytes are now.
  [[nodiscard]] std::filesystem::path place_of(const std::string& sha256) const;
  [[nodiscard]] bool has(const std::string& sha256) const;
  /// Bytes on disk; 0 where it is not there.
  [[nodiscard]] std::uint64_t stored_bytes(const std::string& sha256) const;

  /// Takes in a file that nobody writes to any more and whose digest is known: it is linked, which
  /// costs neither time nor space, or copied where that cannot be. Durable when it returns. Throws
  /// BadDump where a copy turns out to be something else.
  Content link(const std::filesystem::path& file, const std::string& sha256) const;
  /// Takes in a file of somebody else, reading it once. It is copied; where the disk has no room
  /// for that, packed at once. Durable when it returns. Throws BadDump where it changes meanwhile.
  Content copy(const std::filesystem::path& file) const;

  /// What is still unpacked.
  [[nodiscard]] std::vector<std::string> unpacked() const;
  /// Packs an object. False where another process is packing it, or has. Throws BadDump where the
  /// bytes are not of their digest; the object then stays as it is.
  bool pack(const std::string& sha256) const;

  /// Writes the bytes of an object to a file. Throws BadDump where it is damaged or not there; then
  /// there is no file.
  void extract(const std::string& sha256, const std::filesystem::path& file) const;
  /// Reads an object to see whether it is whole; throws BadDump where it is not.
  void verify(const std::string& sha256) const;
  /// Removes every object that is not in `wanted`, and what writers that were killed left. Gives
  /// the bytes that became free. Nobody may add meanwhile.
  std::uint64_t remove_all_but(const std::set<std::string>& wanted) const;

 private:
  [[nodiscard]] std::filesystem::path packed_place(const std::string& sha256) const;
  [[nodiscard]] std::filesystem::path unpacked_place(const std::string& sha256) const;
  [[nodiscard]] std::unique_ptr<ByteSource> open(const std::string& sha256) const;
  [[nodiscard]] bool has_room_for(std::uint64_t bytes) const;
  Content add_packed(const std::filesystem::path& file) const;

  std::filesystem::path packed_;
  std::filesystem::path unpacked_;
  Watch watch_;
};

}  // namespace nightjar::archive
