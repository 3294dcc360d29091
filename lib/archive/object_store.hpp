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

/// Files addressed by content: each is named by the SHA-256 of its bytes and never changed. A new
/// file is `unpacked/abcd…`, as it was received; packing makes it `objects/ab/abcd….zst`. Readers
/// need not know which.
class ObjectStore {
 public:
  /// Called about once per megabyte; an exception from it stops the work.
  using Watch = std::function<void()>;

  /// The folders are created when something is added.
  explicit ObjectStore(const std::filesystem::path& root, Watch watch = {});

  /// The content of a file.
  struct Content {
    std::string sha256;
    std::uint64_t bytes = 0;
  };

  /// Where the bytes are now.
  [[nodiscard]] std::filesystem::path place_of(const std::string& sha256) const;
  [[nodiscard]] bool has(const std::string& sha256) const;
  /// Bytes on disk; 0 if it does not exist.
  [[nodiscard]] std::uint64_t stored_bytes(const std::string& sha256) const;

  /// Adds a file that nobody writes to any more and whose digest is known: it is linked, which
  /// costs neither time nor space, or copied if it cannot be linked. Durable on return. Throws
  /// BadDump if a copy does not match the digest.
  Content link(const std::filesystem::path& file, const std::string& sha256) const;
  /// Adds a file of another owner, reading it once. It is copied, or packed at once if the disk has
  /// no room for a copy. Durable on return. Throws BadDump if it changes meanwhile.
  Content copy(const std::filesystem::path& file) const;

  /// The objects that are not packed yet.
  [[nodiscard]] std::vector<std::string> unpacked() const;
  /// Packs an object. Returns false if another process is packing it or has packed it. Throws
  /// BadDump if the bytes do not match their digest; the object then stays as it is.
  bool pack(const std::string& sha256) const;

  /// Writes the bytes of an object to a file. Throws BadDump if the object is damaged or missing;
  /// then there is no file.
  void extract(const std::string& sha256, const std::filesystem::path& file) const;
  /// Reads an object to check it; throws BadDump if it is damaged.
  void verify(const std::string& sha256) const;
  /// Removes every object that is not in `wanted`, and leftovers of killed writers. Returns the
  /// number of bytes freed. Nobody may add files meanwhile.
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
