#include "night/archiving.hpp"

#include <algorithm>
#include <chrono>
#include <map>
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
  std::map<fs::path, std::size_t> places;
  for (const Dump& dump : dumps.of_feeds) {
    for (const DumpFile& file : dump.files) {
      const auto [place, is_new] = places.emplace(file.path, files.size());
      if (is_new) files.push_back({file.path, file.name, file.modified, file.sha256});
      files[place->second].feeds.push_back(dump.definition->name());
    }
  }
  return files;
}

/// Whether the feed is read from a file of the manifest.
bool is_read_from(const archive::KeptFile& file, const std::string& feed,
                  const std::vector<ledger::FileOfFeed>& files) {
  if (std::find(file.feeds.begin(), file.feeds.end(), feed) != file.feeds.end()) return true;
  return std::any_of(files.begin(), files.end(), [&](const ledger::FileOfFeed& known) {
    return known.feed == feed && known.name == readable(file.name);
  });
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
    Dump dump{&feed, {}, dataset.source.limits};
    for (const archive::Restored& one : restored) {
      if (!is_read_from(one.file, feed.name(), files)) continue;
      dump.files.push_back({one.file.name, one.path, InputFile(one.path).identity(),
                            one.file.modified, one.file.sha256});
    }
    if (dump.files.empty()) {
      dumps.missing.push_back(&feed);
    } else {
      dump.missing = missing_parts(dump);
      dumps.of_feeds.push_back(std::move(dump));
    }
  }
  return dumps;
}

}  // namespace nightjar::night
