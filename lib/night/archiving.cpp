#include "night/archiving.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <sched.h>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/utf8.hpp"

namespace nightjar::night {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds tick_interval{200};

struct GivenUp {};

archive::ObjectStore::Watch until(const std::stop_token& stop) {
  return [stop] {
    if (stop.stop_requested()) throw GivenUp();
  };
}

/// Waits for a thread's work, and ends it if `tick` throws.
void await(std::future<void>& work, std::stop_source& stop, const std::function<void()>& tick) {
  try {
    while (work.wait_for(tick_interval) != std::future_status::ready) tick();
  } catch (...) {
    stop.request_stop();
    throw;
  }
  work.get();
}

/// A file that several feeds are read from is archived once.
std::vector<archive::Incoming> incoming(const Dumps& dumps) {
  std::vector<archive::Incoming> files;
  for (const Dump& dump : dumps.files) {
    auto file = std::find_if(files.begin(), files.end(),
                             [&](const auto& known) { return known.path == dump.path; });
    if (file == files.end()) {
      file = files.insert(file, {dump.path, dump.name, dump.modified, dump.sha256});
    }
    file->feeds.push_back(dump.definition->name());
  }
  return files;
}

/// The file of the manifest that a feed is read from.
const archive::KeptFile* file_of(const std::string& feed, const archive::Manifest& manifest,
                                 const std::vector<ledger::FileOfFeed>& files) {
  const auto named = std::find_if(files.begin(), files.end(), [&](const ledger::FileOfFeed& file) {
    return file.feed == feed;
  });
  for (const archive::KeptFile& file : manifest.files) {
    const bool is_read = std::find(file.feeds.begin(), file.feeds.end(), feed) != file.feeds.end();
    if (is_read || (named != files.end() && named->name == readable(file.name))) return &file;
  }
  return nullptr;
}

}  // namespace

fs::path archive_of(const fs::path& state_dir) { return state_dir / "archive"; }

Archiving::Archiving(const fs::path& state_dir, ledger::Run run, const Dumps& dumps)
    : root_(archive_of(state_dir)),
      run_(std::move(run)),
      manifest_{run_.night, run_.id, run_.dataset, run_.as_of, {}, {}},
      taken_in_(std::async(std::launch::async, &Archiving::take_in, this, incoming(dumps))) {}

Archiving::~Archiving() { stop_.request_stop(); }

void Archiving::take_in(const std::vector<archive::Incoming>& files) {
  intake_.emplace(root_, until(stop_.get_token()));
  manifest_.files = intake_->take(files);
}

void Archiving::secure(postgres::Executor& database, NightObserver& observer) {
  observer.stage("keeping the files", {});
  await(taken_in_, stop_, [&] { observer.tick(); });
  manifest_.kept_at = now();
  intake_->record(manifest_);
  const archive::Archive archive(root_);
  for (const archive::KeptFile& file : manifest_.files) {
    ledger::note_archived(database, run_, file.name, file.sha256,
                          archive.place_of(file.sha256).string());
  }
  intake_.reset();
}

void pack_archive(const fs::path& state_dir, postgres::Executor& database,
                  const std::function<void()>& tick) {
  std::stop_source stop;
  auto packed = std::async(std::launch::async, [&] {
    // This thread runs only when nothing else does: another dataset's night may be running. If the
    // system refuses that, it does no harm.
    const sched_param none{};
    ::sched_setscheduler(0, SCHED_IDLE, &none);
    archive::Archive(archive_of(state_dir), until(stop.get_token()))
        .pack([&](const std::string& sha256, const fs::path& place) {
          ledger::note_packed(database, sha256, place.string());
        });
  });
  await(packed, stop, tick);
}

Dumps replay(const fs::path& state_dir, const archive::Manifest& manifest,
             const std::vector<ledger::FileOfFeed>& files, const feed::Dataset& dataset,
             const fs::path& folder) {
  const auto restored = archive::Archive(archive_of(state_dir)).give_back(manifest, folder);
  Dumps dumps;
  for (const feed::Definition& feed : dataset.feeds) {
    const archive::KeptFile* file = file_of(feed.name(), manifest, files);
    if (file == nullptr) {
      dumps.missing.push_back(&feed);
      continue;
    }
    const auto at = static_cast<std::size_t>(file - manifest.files.data());
    const fs::path& path = restored[at].path;
    dumps.files.push_back({&feed, file->name, path, InputFile(path).identity(), file->modified,
                           file->sha256, dataset.source.limits});
  }
  return dumps;
}

}  // namespace nightjar::night
