#include "archive/archive.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

#include "archive/path_lock.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/folder.hpp"
#include "base/format.hpp"

namespace nightjar::archive {
namespace {

namespace fs = std::filesystem;

constexpr auto manifest_ending = ".manifest";
constexpr auto outcome_ending = ".outcome";

std::set<std::string> contents_of(const std::vector<Manifest>& manifests) {
  std::set<std::string> contents;
  for (const Manifest& manifest : manifests) {
    for (const KeptFile& file : manifest.files) contents.insert(file.sha256);
  }
  return contents;
}

std::vector<fs::path> files_in(const fs::path& folder, std::string_view ending) {
  if (!is_there(folder)) return {};
  std::vector<fs::path> files = entries_of(folder);
  std::erase_if(files, [&](const fs::path& file) { return file.extension() != ending; });
  return files;
}

/// The newest night of each dataset, and the newest loaded one: the tables depend on that, however
/// many nights have failed since.
std::set<std::string> newest_of(const std::vector<Manifest>& by_age) {
  std::map<std::string, std::string> newest;
  std::map<std::string, std::string> newest_loaded;
  for (const Manifest& manifest : by_age) {
    newest[manifest.dataset] = manifest.night();
    const bool failed = manifest.outcome == "failed" || manifest.outcome == "held";
    if (!failed) newest_loaded[manifest.dataset] = manifest.night();
  }
  std::set<std::string> nights;
  for (const auto& [dataset, night] : newest) nights.insert(night);
  for (const auto& [dataset, night] : newest_loaded) nights.insert(night);
  return nights;
}

}  // namespace

Archive::Archive(fs::path root, ObjectStore::Watch watch)
    : root_(std::move(root)), objects_(root_, std::move(watch)) {}

std::vector<Manifest> Archive::list() const {
  if (!is_there(root_)) return {};
  const PathLock lock(root_, PathLock::Kind::shared);
  return read_all();
}

std::optional<Manifest> Archive::find(const std::string& night) const {
  const fs::path file = manifest_of(night);
  if (!is_there(file)) return std::nullopt;
  const PathLock lock(root_, PathLock::Kind::shared);
  return read(file);
}

bool Archive::has_all(const Manifest& manifest) const {
  return std::all_of(manifest.files.begin(), manifest.files.end(),
                     [&](const KeptFile& file) { return objects_.has(file.sha256); });
}

std::vector<Restored> Archive::give_back(const Manifest& manifest, const fs::path& folder) const {
  const PathLock lock(root_, PathLock::Kind::shared);
  create_folders(folder);
  std::vector<Restored> result;
  for (const KeptFile& file : manifest.files) {
    const fs::path place = folder / file.sha256;
    objects_.extract(file.sha256, place);
    result.push_back({file, place});
  }
  return result;
}

std::vector<CorruptFile> Archive::verify() const {
  if (!is_there(root_)) return {};
  const PathLock lock(root_, PathLock::Kind::shared);
  std::map<std::string, std::vector<std::int64_t>> runs;
  for (const Manifest& manifest : read_all()) {
    for (const KeptFile& file : manifest.files) runs[file.sha256].push_back(manifest.run_id);
  }
  std::vector<CorruptFile> damages;
  for (const auto& [sha256, of_runs] : runs) {
    try {
      objects_.verify(sha256);
    } catch (const BadDump& damage) {
      damages.push_back({sha256, of_runs, damage.what()});
    }
  }
  return damages;
}

void Archive::note_outcome(const std::string& night, const std::string& outcome) const {
  if (!is_there(manifest_of(night))) return;
  const fs::path file = outcome_of(night);
  if (is_there(file) && read_text(file) == outcome + "\n") return;
  AtomicFile target(file);
  target.write(outcome + "\n");
  target.commit();
}

void Archive::replace(const Manifest& old, const Manifest& renewed) const {
  const PathLock lock(root_, PathLock::Kind::shared);
  write(renewed);
  if (renewed.night() != old.night()) drop({old.night()});
}

void Archive::pack(
    const std::function<void(const std::string& sha256, const fs::path&)>& packed) const {
  if (!is_there(root_)) return;
  const PathLock lock(root_, PathLock::Kind::shared);
  std::optional<BadDump> damage;
  for (const std::string& sha256 : objects_.unpacked()) {
    try {
      if (objects_.pack(sha256)) packed(sha256, objects_.place_of(sha256));
    } catch (const BadDump& error) {  // the others can still be packed
      damage = error;
    }
  }
  if (damage) throw *damage;
}

std::optional<RetentionReport> Archive::retain(const feed::Retention& retention,
                                               const std::set<std::string>& protected_nights,
                                               Instant now,
                                               const BeforeDropping& before_dropping) const {
  if (!is_there(root_)) return RetentionReport();
  const PathLock lock(root_, PathLock::Kind::exclusive);
  if (!lock.is_held()) return std::nullopt;
  std::vector<Manifest> kept = read_all();
  std::stable_sort(kept.begin(), kept.end(),
                   [](const Manifest& a, const Manifest& b) { return a.kept_at < b.kept_at; });
  std::set<std::string> stays = newest_of(kept);
  stays.insert(protected_nights.begin(), protected_nights.end());

  RetentionReport report;
  for (auto night = kept.begin(); night != kept.end();) {
    const bool too_old = retention.max_age && now - night->kept_at > *retention.max_age;
    const bool too_much = retention.max_bytes && bytes_of(kept) > *retention.max_bytes;
    if ((!too_old && !too_much) || stays.contains(night->night())) {
      ++night;
      continue;
    }
    report.dropped.push_back(night->night());
    night = kept.erase(night);
  }
  if (before_dropping && !report.dropped.empty()) before_dropping(report.dropped);
  drop(report.dropped);
  for (const fs::path& part : files_in(root_ / "runs", ".part")) remove_file(part);
  report.freed_bytes = objects_.remove_all_but(contents_of(kept));
  report.kept_bytes = bytes_of(kept);
  for (const Manifest& night : kept) report.kept.push_back(night.night());
  return report;
}

/// A night without its outcome is still a night: the manifest is removed last.
void Archive::drop(const std::vector<std::string>& nights) const {
  for (const std::string& night : nights) {
    remove_file(outcome_of(night));
    remove_file(manifest_of(night));
  }
  sync_folder(root_ / "runs");
}

fs::path Archive::manifest_of(const std::string& night) const {
  return root_ / "runs" / (night + manifest_ending);
}

fs::path Archive::outcome_of(const std::string& night) const {
  return root_ / "runs" / (night + outcome_ending);
}

void Archive::write(const Manifest& manifest) const {
  create_folders(root_ / "runs");
  AtomicFile target(manifest_of(manifest.night()));
  target.write(to_text(manifest));
  target.commit();
}

Manifest Archive::read(const fs::path& file) const {
  Manifest manifest = parse_manifest(read_text(file), file);
  const fs::path outcome = outcome_of(manifest.night());
  if (!is_there(outcome)) return manifest;
  manifest.outcome = read_text(outcome);
  if (manifest.outcome.ends_with('\n')) manifest.outcome.pop_back();
  return manifest;
}

std::vector<Manifest> Archive::read_all() const {
  std::vector<Manifest> manifests;
  for (const fs::path& file : files_in(root_ / "runs", manifest_ending)) {
    manifests.push_back(read(file));
  }
  std::sort(manifests.begin(), manifests.end(), [](const Manifest& a, const Manifest& b) {
    return std::tie(a.run_id, a.kept_at) < std::tie(b.run_id, b.kept_at);
  });
  return manifests;
}

std::uint64_t Archive::bytes_of(const std::vector<Manifest>& manifests) const {
  std::uint64_t bytes = 0;
  for (const std::string& sha256 : contents_of(manifests)) bytes += objects_.stored_bytes(sha256);
  return bytes;
}

}  // namespace nightjar::archive
