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

/// Identifies the state of a file: its place on disk, its length in bytes, its modification time.
/// If it is equal before and after a read, nobody wrote to the file in between.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t bytes = 0;
  Instant modified;

  bool operator==(const FileIdentity&) const = default;
};

/// A file opened for reading, from beginning to end. Owns the descriptor.
class InputFile : public ByteSource {
 public:
  /// Throws BadDump, naming the path and the cause, if the file cannot be opened.
  explicit InputFile(const std::filesystem::path& path);
  ~InputFile() override;
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  std::size_t read(std::span<char> buffer) override;
  [[nodiscard]] FileIdentity identity() const;
  /// The descriptor of the open file; it stays this object's.
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  std::filesystem::path path_;
  int descriptor_;
};

/// Whether a file must survive a crash of the machine. A file whose damage can be detected, and
/// that can be done without, need not.
enum class Durability { synced, cached };

/// A file that appears complete or not at all: it is written to `NAME.part` and renamed by
/// commit(). Without commit() the destructor removes what was written.
class AtomicFile {
 public:
  /// An existing `NAME.part`, also a symbolic link, is removed and never written through. Throws
  /// Misconfigured, with the path, if the file cannot be created.
  explicit AtomicFile(std::filesystem::path path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Appends. Throws Misconfigured if the disk is full or failing.
  void write(std::string_view bytes);
  /// Overwrites the bytes at `offset`, which must have been written already.
  void write_at(std::uint64_t offset, std::string_view bytes);
  /// Reads back the bytes at `offset`, which must have been written already.
  void read_at(std::uint64_t offset, std::span<char> buffer) const;
  /// Makes the file share the present blocks of another one; later writes to either do not affect
  /// the other. Returns false, with nothing done, if the file system does not support it.
  bool clone(const InputFile& source);
  /// Starts writing to disk what is not on it yet, so that commit() need not wait for all of it.
  void write_out() const;
  /// Makes the file read-only for everybody.
  void protect();
  /// Renames the file to its final name, after syncing its bytes and its name to disk if it must
  /// survive a crash of the machine.
  void commit(Durability durability = Durability::synced);
  /// The same with a name that was not known before; on the same file system.
  void commit_as(std::filesystem::path place);
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  std::filesystem::path path_;
  std::filesystem::path part_;
  int descriptor_;
  std::uint64_t size_ = 0;
};

/// Syncs the entries of a folder to disk: files that were created, renamed or removed in it.
void sync_folder(const std::filesystem::path& folder);

/// Creates a file that every user may read. Throws Misconfigured, with the path, if that fails or
/// something is there already, which stays as it is.
void create_text(const std::filesystem::path& path, std::string_view text);

/// The complete content of a small file. Throws Misconfigured if it cannot be read.
std::string read_text(const std::filesystem::path& path);

}  // namespace nightjar
