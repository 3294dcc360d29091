#include "pickup/download_folder.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "base/disk_space.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/folder.hpp"
#include "base/format.hpp"

namespace nightjar::pickup {
namespace {

namespace fs = std::filesystem;

/// CURLE_FTP_COULDNT_USE_REST, CURLE_RANGE_ERROR, CURLE_BAD_DOWNLOAD_RESUME
bool cannot_resume(const Error& error) {
  const int code = error.curl_code();
  return code == 31 || code == 33 || code == 36;
}

/// Parts of files of earlier nights, which no night will request again.
void remove_parts(const fs::path& folder) {
  for (const fs::path& entry : entries_of(folder)) {
    if (entry.extension() == ".part") remove_file(entry);
  }
}

}  // namespace

DownloadFolder::DownloadFolder(fs::path folder, Remote& remote, Received received)
    : folder_(std::move(folder)), remote_(remote), received_(std::move(received)) {}

void DownloadFolder::require_space(const std::vector<ListedFile>& files) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t needed = 0;
  for (const ListedFile& file : files) {
    if (remote_.local_path(file.name)) continue;
    const std::uint64_t rest = file.state.bytes - part_of(file).size();
    needed = std::min(needed, most - rest) + rest;  // stops at the largest number
  }
  const std::uint64_t available = needed == 0 ? 0 : free_bytes(folder_);
  if (needed == 0 || (needed <= available && spare_bytes <= available - needed)) return;
  throw Misconfigured(
      fmt::format("{}: {} bytes are to be fetched, {} are free, and {} must stay free",
                  folder_.string(), needed, available, spare_bytes),
      "free space on that disk, or move the state directory to a larger one");
}

PartFile& DownloadFolder::part_of(const ListedFile& file) {
  auto& part = parts_[file.name];
  // Without a time it is not known whether a file of the same size is the same file.
  if (part && part->file() == file && (file.state.modified || part->is_complete())) return *part;
  drop(file.name);
  create_folders(folder_);
  return *(parts_[file.name] = std::make_unique<PartFile>(folder_, file));
}

void DownloadFolder::drop(const std::string& name) {
  const auto part = parts_.extract(name);
  if (part && part.mapped()) part.mapped()->discard();
}

void DownloadFolder::fetch(const ListedFile& file) {
  if (remote_.local_path(file.name)) return;
  PartFile& part = part_of(file);
  try {
    if (!part.is_complete()) download_into(part);
  } catch (const Transient& error) {
    if (part.size() > file.state.bytes || cannot_resume(error)) drop(file.name);
    throw;
  }
  if (part.is_complete()) return;
  const std::uint64_t got = part.size();
  drop(file.name);
  throw Transient(
      fmt::format("{}: {} bytes arrived of {}", remote_.address(file.name), got, file.state.bytes),
      "nothing, unless it persists: the file is fetched again");
}

void DownloadFolder::download_into(PartFile& part) {
  const std::string& name = part.file().name;
  const std::uint64_t whole = part.file().state.bytes;
  remote_.download(name, part.size(), [&](std::string_view piece) {
    part.write(piece);
    progressed_ = true;
    received_(name, part.size(), whole);
    if (part.size() > whole) {
      throw Transient(
          fmt::format("{}: more than its {} bytes arrived", remote_.address(name), whole),
          "nothing, unless it persists: the vendor is still writing the file");
    }
  });
}

std::string DownloadFolder::digest_of(const ListedFile& file, DigestKind kind) {
  const auto local = remote_.local_path(file.name);
  if (!local && kind == DigestKind::sha256) {
    PartFile& part = part_of(file);
    part.sync();
    return part.sha256();
  }
  InputFile bytes(local ? *local : part_of(file).path());
  return hex_digest(bytes, kind);
}

void DownloadFolder::settle(const std::vector<ListedFile>& files) {
  std::set<std::string> wanted;
  for (const ListedFile& file : files) wanted.insert(file.name);
  for (auto part = parts_.begin(); part != parts_.end();) {
    const bool keep = wanted.contains(part->first);
    if (!keep) part->second->discard();
    part = keep ? std::next(part) : parts_.erase(part);
  }
  for (const auto& [name, part] : parts_) part->sync();
  for (const auto& [name, part] : parts_) part->move_to(place_of(name));
  if (parts_.empty()) return;
  remove_parts(folder_);
  sync_folder(folder_);
}

fs::path DownloadFolder::place_of(const std::string& name) const {
  return remote_.local_path(name).value_or(folder_ / staged_name(name));
}

std::string DownloadFolder::sha256_of(const std::string& name) const {
  const auto part = parts_.find(name);
  return part == parts_.end() ? std::string() : part->second->sha256();
}

}  // namespace nightjar::pickup
