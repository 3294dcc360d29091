#include "night/inventory.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "archive/archive.hpp"
#include "base/format.hpp"
#include "hashing/digest.hpp"
#include "ledger/archived_nights.hpp"
#include "night/archiving.hpp"
#include "pickup/dated_folder.hpp"

namespace nightjar::night {
namespace {

Instant as_of(const archive::Manifest& manifest) {
  return manifest.as_of.value_or(manifest.kept_at);
}

std::vector<archive::Manifest> unknown_among(std::vector<archive::Manifest> manifests,
                                             const ledger::Outcomes& known) {
  std::erase_if(manifests, [&](const archive::Manifest& manifest) {
    return known.contains({manifest.night(), manifest.dataset});
  });
  std::stable_sort(manifests.begin(), manifests.end(),
                   [](const auto& a, const auto& b) { return as_of(a) < as_of(b); });
  return manifests;
}

bool may_be(const feed::FilePattern& file, const std::string& name) {
  const auto describes = [&](const std::string& pattern) {
    return pickup::describes(pattern, name);
  };
  return describes(file.name) ||
         std::any_of(file.alternatives.begin(), file.alternatives.end(), describes);
}

/// A deterministic identity: a process that was killed while adopting can be repeated.
std::string identity_of(const archive::Manifest& manifest) {
  const std::string digest = sha256_hex(archive::to_text(manifest));
  return fmt::format("{}-{}-{}-{}-{}", digest.substr(0, 8), digest.substr(8, 4),
                     digest.substr(12, 4), digest.substr(16, 4), digest.substr(20, 12));
}

/// A manifest of version 1, completed with what it lacks.
archive::Manifest completed(const archive::Manifest& manifest, const config::Settings& settings) {
  if (!manifest.night_id.empty()) return manifest;
  archive::Manifest renewed = manifest;
  renewed.night_id = identity_of(manifest);
  renewed.as_of = manifest.kept_at;
  for (const feed::Dataset& dataset : settings.datasets) {
    if (dataset.name != manifest.dataset) continue;
    for (archive::KeptFile& file : renewed.files) file.feeds = readers_of(file.name, dataset);
  }
  return renewed;
}

std::string note_on(const AdoptedNight& night) {
  const archive::Manifest& was = night.manifest;
  return fmt::format(
      "this database was restored from a backup that lacks this night. It was run {}, {}{}",
      was.run_id, was.outcome.empty() ? "outcome unknown" : was.outcome,
      night.to_replay
          ? fmt::format(". To load it: nightjar run {} --from-run {}", was.dataset, night.run_id)
          : "");
}

void enter_files(postgres::Executor& database, const AdoptedNight& night,
                 const archive::Archive& archive) {
  std::map<std::string, int> parts;  // of each feed, so far
  for (const archive::KeptFile& file : night.manifest.files) {
    for (const std::string& feed : file.feeds) {
      ledger::adopt_file(
          database, night.run_id,
          {feed, {}, file.name, file.bytes, file.modified, file.sha256, ++parts[feed]},
          archive.place_of(file.sha256).string());
    }
  }
}

std::optional<AdoptedNight> adopt(const archive::Manifest& manifest, postgres::Connection& database,
                                  const archive::Archive& archive) {
  postgres::Transaction transaction(database);
  const auto run_id = ledger::adopt_night(
      transaction, {manifest.dataset, as_of(manifest), manifest.kept_at, manifest.night_id});
  if (!run_id) return std::nullopt;
  const bool changed_nothing = manifest.outcome == "held" || manifest.outcome == "failed";
  AdoptedNight night{*run_id, manifest, !changed_nothing};
  ledger::note_adopted(transaction, night.run_id, note_on(night));
  enter_files(transaction, night, archive);
  transaction.commit();
  return night;
}

}  // namespace

std::vector<std::string> readers_of(const std::string& name, const feed::Dataset& dataset) {
  std::vector<std::string> readers;
  for (const feed::Definition& feed : dataset.feeds) {
    if (may_be(feed.file, name)) readers.push_back(feed.name());
  }
  return readers;
}

Inventory take_inventory(postgres::Executor& database, const std::filesystem::path& state_dir) {
  const archive::Archive archive(archive_of(state_dir));
  auto manifests = archive.list();
  std::set<std::string> whole;
  for (const archive::Manifest& manifest : manifests) {
    if (archive.has_all(manifest)) whole.insert(manifest.night());
  }
  Inventory inventory;
  for (ledger::Run& run : ledger::nights_with_dumps(database)) {
    if (!whole.contains(run.night)) inventory.without_dump.push_back(std::move(run));
  }
  inventory.unknown = unknown_among(std::move(manifests), ledger::outcomes_of_nights(database));
  return inventory;
}

std::vector<AdoptedNight> adopt_nights(const config::Settings& settings,
                                       postgres::Connection& database) {
  const archive::Archive archive(archive_of(settings.state_dir));
  std::vector<AdoptedNight> adopted;
  for (const archive::Manifest& manifest : take_inventory(database, settings.state_dir).unknown) {
    const archive::Manifest whole = completed(manifest, settings);
    if (whole != manifest) {
      archive.replace(manifest, whole);
      if (!whole.outcome.empty()) archive.note_outcome(whole.night(), whole.outcome);
    }
    if (auto night = adopt(whole, database, archive)) adopted.push_back(std::move(*night));
  }
  return adopted;
}

void note_outcomes(postgres::Executor& database, const std::filesystem::path& state_dir) {
  const archive::Archive archive(archive_of(state_dir));
  const ledger::Outcomes known = ledger::outcomes_of_nights(database);
  for (const archive::Manifest& manifest : archive.list()) {
    const auto night = known.find({manifest.night(), manifest.dataset});
    if (night == known.end() || night->second.empty()) continue;
    if (night->second != manifest.outcome) archive.note_outcome(manifest.night(), night->second);
  }
}

}  // namespace nightjar::night
