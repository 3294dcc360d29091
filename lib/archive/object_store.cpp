#include "archive/object_store.hpp"

#include <atomic>
#include <functional>
#include <limits>
#include <string_view>
#include <system_error>
#include <vector>

#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/format.hpp"
#include "compression/open.hpp"
#include "compression/zstd_writer.hpp"
#include "hashing/sha256.hpp"

namespace nightjar::archive {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".zst";
constexpr std::size_t block_bytes = std::size_t{1} << 20;

/// What this program packed itself may unpack to whatever it was.
compression::Limits no_limits() {
  compression::Limits limits;
  limits.max_expanded_bytes = std::numeric_limits<std::uint64_t>::max();
  limits.max_ratio = std::numeric_limits<double>::infinity();
  return limits;
}

using Sink = std::function<void(std::string_view)>;

/// Hands all that a source gives to `sink`, and tells what it was.
ObjectStore::Content pass(ByteSource& source, const Sink& sink, const ObjectStore::Watch& watch) {
  Sha256 sum;
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

/// A name for a file that is being written, of no other writer.
fs::path incoming_in(const fs::path& folder) {
  static std::atomic<unsigned> count{0};
  return folder / format("incoming-{}-{}", ::getpid(), ++count);
}

}  // namespace

ObjectStore::ObjectStore(fs::path folder, Watch watch)
    : folder_(std::move(folder)), watch_(watch ? std::move(watch) : [] {}) {}

fs::path ObjectStore::place_of(const std::string& sha256) const {
  return folder_ / sha256.substr(0, 2) / (sha256 + std::string(ending));
}

bool ObjectStore::has(const std::string& sha256) const { return fs::exists(place_of(sha256)); }

std::uint64_t ObjectStore::stored_bytes(const std::string& sha256) const {
  std::error_code absent;
  const auto bytes = fs::file_size(place_of(sha256), absent);
  return absent ? 0 : bytes;
}

ObjectStore::Content ObjectStore::add(const fs::path& file) {
  InputFile source(file);
  const FileIdentity before = source.identity();
  const fs::path incoming = incoming_in(folder_);
  AtomicFile packed(incoming);
  compression::ZstdWriter writer([&](std::string_view bytes) { packed.write(bytes); });
  const Content content = pass(
      source, [&](std::string_view bytes) { writer.write(bytes); }, watch_);
  writer.finish();
  if (InputFile(file).identity() != before) {
    throw BadDump(format("{}: was changed while it was archived", file.string()),
                  "start the night again when nobody writes to the file");
  }
  if (has(content.sha256)) return content;  // and what was packed goes with `packed`
  packed.commit();
  fs::permissions(incoming, fs::perms::owner_read | fs::perms::group_read);
  const fs::path place = place_of(content.sha256);
  std::error_code failure;
  fs::create_directories(place.parent_path(), failure);
  if (!failure) fs::rename(incoming, place, failure);
  if (failure) {
    throw Misconfigured(format("{}: cannot write: {}", place.string(), failure.message()),
                        "check that the archive is writable and its disk not full");
  }
  sync_folder(place.parent_path());
  sync_folder(folder_);
  return content;
}

void ObjectStore::extract(const std::string& sha256, const fs::path& file) const {
  const auto source = compression::open(place_of(sha256), {}, no_limits());
  AtomicFile target(file);
  const Content content = pass(
      *source, [&](std::string_view bytes) { target.write(bytes); }, watch_);
  if (content.sha256 == sha256) return target.commit();
  throw BadDump(
      format("{}: unpacks to something else than its name says", place_of(sha256).string()),
      "restore it from a backup of the archive");
}

void ObjectStore::verify(const std::string& sha256) const {
  const auto source = compression::open(place_of(sha256), {}, no_limits());
  if (pass(
          *source, [](std::string_view) {}, watch_)
          .sha256 == sha256)
    return;
  throw BadDump(
      format("{}: unpacks to something else than its name says", place_of(sha256).string()),
      "restore it from a backup of the archive");
}

std::uint64_t ObjectStore::remove_all_but(const std::set<std::string>& wanted) const {
  std::vector<fs::path> unwanted;
  for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
    if (!entry.is_regular_file()) continue;
    if (!wanted.contains(entry.path().stem()) || entry.path().extension() != ending) {
      unwanted.push_back(entry.path());
    }
  }
  std::uint64_t freed = 0;
  for (const fs::path& file : unwanted) {
    freed += fs::file_size(file);
    fs::remove(file);
  }
  return freed;
}

}  // namespace nightjar::archive
