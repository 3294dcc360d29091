#include "night/keeping.hpp"

#include <algorithm>
#include <chrono>
#include <future>
#include <stop_token>
#include <utility>

#include <sched.h>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/utf8.hpp"

namespace nightjar::night {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds tick{200};

struct GivenUp {};

/// A file that several feeds are read from is kept once.
std::vector<archive::Incoming> incoming(const Dumps& dumps) {
  std::vector<archive::Incoming> files;
  for (const Dump& dump : dumps.files) {
    const bool known = std::any_of(files.begin(), files.end(),
                                   [&](const auto& file) { return file.path == dump.path; });
    if (!known) files.push_back({dump.path, dump.name, dump.modified, dump.sha256});
  }
  return files;
}

archive::Manifest keep(const fs::path& root, const Run& run,
                       const std::vector<archive::Incoming>& files, const std::stop_token& stop) {
  // This thread only gets what no other wants: another dataset's night may be under way, and nobody
  // waits for this one any more. Where that is refused it is no harm.
  const sched_param none{};
  ::sched_setscheduler(0, SCHED_IDLE, &none);
  archive::Archive archive(root, [&] {
    if (stop.stop_requested()) throw GivenUp();
  });
  return archive.keep(run.id, run.dataset, now(), files);
}

}  // namespace

void keep_files(const fs::path& root, const Run& run, const Dumps& dumps, Ledger& ledger,
                Observer& observer) {
  std::stop_source stop;
  auto kept = std::async(std::launch::async, keep, root, run, incoming(dumps), stop.get_token());
  try {
    while (kept.wait_for(tick) != std::future_status::ready) observer.tick();
  } catch (...) {
    stop.request_stop();
    throw;
  }
  const archive::Manifest manifest = kept.get();
  const archive::Archive archive(root);
  for (const archive::KeptFile& file : manifest.files) {
    ledger.note_archived(run, file.name, file.sha256, archive.place_of(file).string());
  }
}

Dumps replay(const fs::path& root, Ledger& ledger, std::int64_t run_id,
             const feed::Dataset& dataset, const fs::path& folder) {
  const std::vector<archive::Restored> restored = archive::Archive(root).give_back(run_id, folder);
  const std::vector<FeedFile> files = ledger.files_of(run_id);
  Dumps dumps;
  for (const feed::Definition& feed : dataset.feeds) {
    const auto file = std::find_if(files.begin(), files.end(), [&](const FeedFile& candidate) {
      return candidate.feed == feed.name();
    });
    const auto kept = std::find_if(restored.begin(), restored.end(), [&](const auto& candidate) {
      return file != files.end() && readable(candidate.file.name) == file->name;
    });
    if (kept == restored.end()) {
      dumps.missing.push_back(&feed);
      continue;
    }
    dumps.files.push_back({&feed, kept->file.name, kept->path, InputFile(kept->path).identity(),
                           kept->file.modified, kept->file.sha256, dataset.source.limits});
  }
  return dumps;
}

}  // namespace nightjar::night
