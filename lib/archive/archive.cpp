#include "archive/archive.hpp"

#include <algorithm>
#include <map>
#include <system_error>

#include "archive/folder_lock.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/format.hpp"

namespace nightjar::archive {
namespace {

namespace fs = std::filesystem;

constexpr auto ending = ".manifest";

fs::path created(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) {
    throw Misconfigured(format("{}: cannot create it: {}", folder.string(), failure.message()),
                        "check the state directory and who owns it");
  }
  return folder;
}

std::set<std::string> contents_of(const std::vector<Manifest>& manifests) {
  std::set<std::string> contents;
  for (const Manifest& manifest : manifests) {
    for (const KeptFile& file : manifest.files) contents.insert(file.sha256);
  }
  return contents;
}

/// Manifests that writers that were killed did not finish.
void remove_parts(const fs::path& folder) {
  std::vector<fs::path> parts;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".part") parts.push_back(entry.path());
  }
  for (const fs::path& part : parts) fs::remove(part);
}

/// The newest run of each dataset.
std::set<std::int64_t> newest_of(const std::vector<Manifest>& manifests) {
  std::map<std::string, std::pair<Instant, std::int64_t>> newest;
  for (const Manifest& manifest : manifests) {
    const auto [known, is_new] =
        newest.try_emplace(manifest.dataset, manifest.kept_at, manifest.run_id);
    if (!is_new) known->second = std::max(known->second, {manifest.kept_at, manifest.run_id});
  }
  std::set<std::int64_t> runs;
  for (const auto& [dataset, run] : newest) runs.insert(run.second);
  return runs;
}

}  // namespace

Archive::Archive(const fs::path& root, ObjectStore::Watch watch)
    : root_(created(root)), objects_(created(root / "objects"), std::move(watch)) {
  created(root / "runs");
}

Manifest Archive::keep(std::int64_t run_id, const std::string& dataset, Instant now,
                       const std::vector<Incoming>& files) {
  const FolderLock lock(root_, FolderLock::Kind::shared);
  Manifest manifest{run_id, dataset, now, {}};
  for (const Incoming& file : files) manifest.files.push_back(keep_file(file));
  AtomicFile target(manifest_of(run_id));
  target.write(to_text(manifest));
  target.commit();
  return manifest;
}

KeptFile Archive::keep_file(const Incoming& file) {
  if (!file.sha256.empty() && objects_.has(file.sha256)) {
    return {file.name, file.sha256, InputFile(file.path).identity().bytes, file.modified};
  }
  const ObjectStore::Content content = objects_.add(file.path);
  if (!file.sha256.empty() && content.sha256 != file.sha256) {
    throw BadDump(format("{}: is not what was received: its SHA-256 is {} and was {}",
                         file.path.string(), content.sha256, file.sha256),
                  "check the disk, and start the night again");
  }
  return {file.name, content.sha256, content.bytes, file.modified};
}

std::vector<Manifest> Archive::list() const {
  const FolderLock lock(root_, FolderLock::Kind::shared);
  return read_all();
}

std::optional<Manifest> Archive::find(std::int64_t run_id) const {
  const FolderLock lock(root_, FolderLock::Kind::shared);
  const fs::path file = manifest_of(run_id);
  if (!fs::exists(file)) return std::nullopt;
  return parse_manifest(read_text(file), file);
}

std::vector<Restored> Archive::give_back(std::int64_t run_id, const fs::path& folder) const {
  const auto manifest = find(run_id);
  if (!manifest) {
    throw Misconfigured(format("run {}: its files are not in the archive", run_id),
                        "see `nightjar archive list` for the runs that are");
  }
  const FolderLock lock(root_, FolderLock::Kind::shared);
  created(folder);
  std::vector<Restored> result;
  for (const KeptFile& file : manifest->files) {
    const fs::path place = folder / file.sha256;
    objects_.extract(file.sha256, place);
    result.push_back({file, place});
  }
  return result;
}

std::vector<Damage> Archive::verify() const {
  const FolderLock lock(root_, FolderLock::Kind::shared);
  std::map<std::string, std::vector<std::int64_t>> runs;
  for (const Manifest& manifest : read_all()) {
    for (const KeptFile& file : manifest.files) runs[file.sha256].push_back(manifest.run_id);
  }
  std::vector<Damage> damages;
  for (const auto& [sha256, of_runs] : runs) {
    try {
      objects_.verify(sha256);
    } catch (const BadDump& damage) {
      damages.push_back({sha256, of_runs, damage.what()});
    }
  }
  return damages;
}

std::optional<RetentionReport> Archive::retain(const feed::Retention& retention,
                                               const std::set<std::int64_t>& protected_runs,
                                               Instant now) {
  const FolderLock lock(root_, FolderLock::Kind::exclusive);
  if (!lock.is_held()) return std::nullopt;
  std::vector<Manifest> kept = read_all();
  std::stable_sort(kept.begin(), kept.end(),
                   [](const Manifest& a, const Manifest& b) { return a.kept_at < b.kept_at; });
  std::set<std::int64_t> stays = newest_of(kept);
  stays.insert(protected_runs.begin(), protected_runs.end());

  RetentionReport report;
  for (auto run = kept.begin(); run != kept.end();) {
    const bool too_old = retention.max_age && now - run->kept_at > *retention.max_age;
    const bool too_much = retention.max_bytes && bytes_of(kept) > *retention.max_bytes;
    if ((!too_old && !too_much) || stays.contains(run->run_id)) {
      ++run;
      continue;
    }
    fs::remove(manifest_of(run->run_id));
    report.dropped_runs.push_back(run->run_id);
    run = kept.erase(run);
  }
  remove_parts(root_ / "runs");
  sync_folder(root_ / "runs");
  report.freed_bytes = objects_.remove_all_but(contents_of(kept));
  report.kept_bytes = bytes_of(kept);
  return report;
}

fs::path Archive::manifest_of(std::int64_t run_id) const {
  return root_ / "runs" / (std::to_string(run_id) + ending);
}

std::vector<Manifest> Archive::read_all() const {
  std::vector<Manifest> manifests;
  for (const auto& entry : fs::directory_iterator(root_ / "runs")) {
    if (entry.path().extension() != ending) continue;  // a part that a killed writer left
    manifests.push_back(parse_manifest(read_text(entry.path()), entry.path()));
  }
  std::sort(manifests.begin(), manifests.end(),
            [](const Manifest& a, const Manifest& b) { return a.run_id < b.run_id; });
  return manifests;
}

std::uint64_t Archive::bytes_of(const std::vector<Manifest>& manifests) const {
  std::uint64_t bytes = 0;
  for (const std::string& sha256 : contents_of(manifests)) bytes += objects_.stored_bytes(sha256);
  return bytes;
}

}  // namespace nightjar::archive
