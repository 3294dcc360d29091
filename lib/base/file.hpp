#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/byte_source.hpp"
#include "base/instant.hpp"

namespace nightjar {

/// What tells one state of a file from another: its place on disk, its length in bytes, its
/// modification time. Equal before and after a read: nobody wrote in between.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t bytes = 0;
  Instant modified;

  bool operator==(const FileIdentity&) const = default;
};

/// A file opened for reading, from front to end. Owns the descriptor.
class InputFile : public ByteSource {
 public:
  /// Throws BadDump, naming the path and the cause, where the file cannot be opened.
  explicit InputFile(const std::filesystem::path& path);
  ~InputFile() override;
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  std::size_t read(std::span<char> buffer) override;
  [[nodiscard]] FileIdentity identity() const;
  /// The operating system's number of the open file; it stays this object's.
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  std::filesystem::path path_;
  int descriptor_;
};

/// Whether a file is to survive a crash of the machine; one that can be told to be damaged, and
/// done without, need not.
enum class Durability { synced, cached };

/// A file that appears whole or not at all: written beside its place as `NAME.part`, and moved
/// there by commit(). Without commit() the destructor removes what was written.
class AtomicFile {
 public:
  /// What stands at `NAME.part`, a symbolic link included, is removed and never written through.
  /// Throws Misconfigured, with the path, where the file cannot be created.
  explicit AtomicFile(std::filesystem::path path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Appends. Throws Misconfigured when the disk is full or failing.
  void write(std::string_view bytes);
  /// Overwrites what stands at `offset`, which must have been written already.
  void write_at(std::uint64_t offset, std::string_view bytes);
  /// Reads back what stands at `offset`, which must have been written already.
  void read_at(std::uint64_t offset, std::span<char> buffer) const;
  /// Has the file share the blocks of another one, as it is now; what either writes later the other
  /// does not see. False, with nothing done, where the file system cannot do that.
  bool clone(const InputFile& source);
  /// Has the disk begin to write what is not on it yet, so that commit() need not wait for all of
  /// it.
  void write_out() const;
  /// Lets nobody write to the file any more.
  void protect();
  /// Moves the file to its place, having synced its bytes and its name to disk if it is to survive
  /// a crash of the machine.
  void commit(Durability durability = Durability::synced);
  /// As commit(), to a place that was not known before; on the same file system.
  void commit_as(std::filesystem::path place);
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  std::filesystem::path path_;
  std::filesystem::path part_;
  int descriptor_;
  std::uint64_t size_ = 0;
};

/// Syncs to disk which names a folder holds: what was created, renamed or removed in it.
void sync_folder(const std::filesystem::path& folder);

/// The whole content of a small file. Throws Misconfigured where it cannot be read.
std::string read_text(const std::filesystem::path& path);

}  // namespace nightjar
