#include "archive/intake.hpp"

#include "base/folder.hpp"

namespace nightjar::archive {
namespace {

const std::filesystem::path& created(const std::filesystem::path& folder) {
  create_folders(folder);
  return folder;
}

}  // namespace

Intake::Intake(const std::filesystem::path& root, ObjectStore::Watch watch)
    : archive_(created(root), std::move(watch)), lock_(root, PathLock::Kind::shared) {}

std::vector<KeptFile> Intake::take(const std::vector<Incoming>& files) {
  std::vector<KeptFile> kept;
  for (const Incoming& file : files) {
    const ObjectStore::Content content = file.sha256.empty()
                                             ? archive_.objects_.copy(file.path)
                                             : archive_.objects_.link(file.path, file.sha256);
    kept.push_back({file.name, content.sha256, content.bytes, file.modified, file.feeds});
  }
  return kept;
}

void Intake::record(const Manifest& manifest) { archive_.write(manifest); }

}  // namespace nightjar::archive
