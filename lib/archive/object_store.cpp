#include "archive/object_store.hpp"

#include <functional>
#include <limits>
#include <memory>
#include <random>
#include <string_view>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

#include "archive/path_lock.hpp"
#include "base/disk_space.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/folder.hpp"
#include "base/format.hpp"
#include "compression/open.hpp"
#include "compression/zstd_writer.hpp"
#include "hashing/digest.hpp"

namespace nightjar::archive {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".zst";
constexpr std::size_t block_bytes = std::size_t{1} << 20;
/// A copy is written to disk in pieces of this size while it grows: a multiple of the block.
constexpr std::uint64_t write_out_bytes = 16 * block_bytes;

/// Files that this program packed itself may unpack to any size.
compression::ExpansionLimits no_limits() {
  compression::ExpansionLimits limits;
  limits.max_expanded_bytes = std::numeric_limits<std::uint64_t>::max();
  limits.max_ratio = std::numeric_limits<double>::infinity();
  return limits;
}

using Sink = std::function<void(std::string_view)>;

/// Passes everything that a source provides to `sink`, and returns its digest and size.
ObjectStore::Content pass(ByteSource& source, const Sink& sink, const ObjectStore::Watch& watch) {
  Digest sum(DigestKind::sha256);
  ObjectStore::Content content;
  std::vector<char> block(block_bytes);
  for (std::size_t got = block_bytes; got == block_bytes;) {
    watch();
    got = source.read(block);
    const std::string_view bytes(block.data(), got);
    sum.update(bytes);
    sink(bytes);
    content.bytes += got;
  }
  content.sha256 = sum.hex();
  return content;
}

/// A unique name for a file that is being written. Process numbers would not be unique, since two
/// containers may share the folder.
fs::path incoming_in(const fs::path& folder) {
  std::random_device random;
  return folder / fmt::format("incoming-{:08x}{:08x}", random(), random());
}

void refuse_changed(const fs::path& file, const FileIdentity& before) {
  if (InputFile(file).identity() == before) return;
  throw BadDump(fmt::format("{}: was changed while it was archived", file.string()),
                "run the night again when no other program writes to the file");
}

[[noreturn]] void refuse_other_content(const fs::path& file) {
  throw BadDump(
      fmt::format("{}: its content does not match its name, which is its SHA-256", file.string()),
      "restore it from a backup of the archive");
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!is_there(folder)) return files;
  for (const fs::path& entry : entries_of(folder)) {
    std::error_code gone;
    if (!fs::is_directory(entry, gone)) {
      files.push_back(entry);
      continue;
    }
    const std::vector<fs::path> below = files_below(entry);
    files.insert(files.end(), below.begin(), below.end());
  }
  return files;
}

std::uint64_t bytes_of(const fs::path& file) {
  std::error_code absent;
  const auto bytes = fs::file_size(file, absent);
  return absent ? 0 : bytes;
}

}  // namespace

ObjectStore::ObjectStore(const fs::path& root, Watch watch)
    : packed_(root / "objects"),
      unpacked_(root / "unpacked"),
      watch_(watch ? std::move(watch) : [] {}) {}

fs::path ObjectStore::packed_place(const std::string& sha256) const {
  return packed_ / sha256.substr(0, 2) / (sha256 + std::string(ending));
}

fs::path ObjectStore::unpacked_place(const std::string& sha256) const { return unpacked_ / sha256; }

/// An unpacked object is removed only after it has been packed, so in this order it is always
/// found.
fs::path ObjectStore::place_of(const std::string& sha256) const {
  const fs::path unpacked = unpacked_place(sha256);
  return is_there(unpacked) ? unpacked : packed_place(sha256);
}

bool ObjectStore::has(const std::string& sha256) const { return is_there(place_of(sha256)); }

std::uint64_t ObjectStore::stored_bytes(const std::string& sha256) const {
  return bytes_of(place_of(sha256));
}

ObjectStore::Content ObjectStore::link(const fs::path& file, const std::string& sha256) const {
  const std::uint64_t bytes = InputFile(file).identity().bytes;
  if (has(sha256)) return {sha256, bytes};
  create_folders(unpacked_);
  const fs::path place = unpacked_place(sha256);
  if (::link(file.c_str(), place.c_str()) == 0) {
    ::chmod(place.c_str(), S_IRUSR | S_IRGRP);
    sync_folder(unpacked_);
    return {sha256, bytes};
  }
  const Content content = copy(file);  // for example, it is on another disk
  if (content.sha256 == sha256) return content;
  throw BadDump(fmt::format("{}: differs from what was received: its SHA-256 is {}, it was {}",
                            file.string(), content.sha256, sha256),
                "check the disk, and run the night again");
}

ObjectStore::Content ObjectStore::copy(const fs::path& file) const {
  create_folders(unpacked_);
  InputFile source(file);
  const FileIdentity before = source.identity();
  AtomicFile copied(incoming_in(unpacked_));
  const bool cloned = copied.clone(source);
  if (!cloned && !has_room_for(before.bytes)) return add_packed(file);
  const Sink write = [&](std::string_view bytes) {
    copied.write(bytes);
    if (copied.size() % write_out_bytes == 0) copied.write_out();
  };
  const Sink nowhere = [](std::string_view) {};
  const Content content = pass(source, cloned ? nowhere : write, watch_);
  refuse_changed(file, before);
  if (has(content.sha256)) return content;  // `copied` removes the copy
  copied.protect();
  copied.commit_as(unpacked_place(content.sha256));
  return content;
}

bool ObjectStore::has_room_for(std::uint64_t bytes) const {
  return bytes + spare_bytes <= free_bytes(unpacked_);
}

ObjectStore::Content ObjectStore::add_packed(const fs::path& file) const {
  create_folders(packed_);
  InputFile source(file);
  const FileIdentity before = source.identity();
  AtomicFile packed(incoming_in(packed_));
  compression::ZstdWriter writer([&](std::string_view bytes) { packed.write(bytes); });
  const Content content = pass(
      source, [&](std::string_view bytes) { writer.write(bytes); }, watch_);
  writer.finish();
  refuse_changed(file, before);
  const fs::path place = packed_place(content.sha256);
  if (is_there(place)) return content;  // `packed` removes the packed file
  create_folders(place.parent_path());
  packed.protect();
  packed.commit_as(place);
  sync_folder(packed_);
  return content;
}

std::vector<std::string> ObjectStore::unpacked() const {
  std::vector<std::string> objects;
  for (const fs::path& file : files_below(unpacked_)) {
    if (file.extension().empty()) objects.push_back(file.filename());
  }
  return objects;
}

bool ObjectStore::pack(const std::string& sha256) const {
  const fs::path file = unpacked_place(sha256);
  if (!is_there(file)) return false;
  const PathLock lock(file, PathLock::Kind::exclusive);
  if (!lock.is_held() || !is_there(file)) return false;
  if (add_packed(file).sha256 != sha256) refuse_other_content(file);
  remove_file(file);
  return true;
}

void ObjectStore::extract(const std::string& sha256, const fs::path& file) const {
  const auto source = open(sha256);
  AtomicFile target(file);
  const Content content = pass(
      *source, [&](std::string_view bytes) { target.write(bytes); }, watch_);
  if (content.sha256 != sha256) refuse_other_content(place_of(sha256));
  target.commit();
}

void ObjectStore::verify(const std::string& sha256) const {
  const auto source = open(sha256);
  const Content content = pass(
      *source, [](std::string_view) {}, watch_);
  if (content.sha256 != sha256) refuse_other_content(place_of(sha256));
}

/// As the vendor delivered it, which may be compressed itself.
std::unique_ptr<ByteSource> ObjectStore::open(const std::string& sha256) const {
  if (is_there(unpacked_place(sha256))) {
    try {
      return std::make_unique<InputFile>(unpacked_place(sha256));
    } catch (const BadDump&) {  // another process has just packed it
      if (!is_there(packed_place(sha256))) throw;
    }
  }
  return compression::open(packed_place(sha256), {}, no_limits());
}

std::uint64_t ObjectStore::remove_all_but(const std::set<std::string>& wanted) const {
  std::vector<fs::path> unwanted;
  for (const fs::path& file : files_below(packed_)) {
    const bool is_packed = file.extension() == ending;
    if (!is_packed || !wanted.contains(file.stem())) unwanted.push_back(file);
  }
  for (const fs::path& file : files_below(unpacked_)) {
    if (!wanted.contains(file.filename())) unwanted.push_back(file);
  }
  std::uint64_t freed = 0;
  for (const fs::path& file : unwanted) {
    freed += bytes_of(file);
    remove_file(file);
  }
  return freed;
}

}  // namespace nightjar::archive
