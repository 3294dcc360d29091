#include "night/dumps.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/utf8.hpp"
#include "compression/open.hpp"
#include "curl/url.hpp"
#include "json/text.hpp"
#include "pickup/parts.hpp"
#include "pickup/pickup.hpp"
#include "pickup/rank.hpp"
#include "pickup/source_listing.hpp"

namespace nightjar::night {
namespace {

namespace fs = std::filesystem;

/// Time for a few attempts while a person waits for the answer.
constexpr std::chrono::seconds grace_by_hand{10};

/// A disk that is not mounted differs from a vendor who delivers nothing.
void require_folder(const feed::Source& source) {
  const curl::Url url(source.url);
  if (!url.is_local()) return;
  std::error_code ignored;
  if (fs::is_directory(url.local_path(), ignored)) return;
  throw Transient(fmt::format("{}: there is no such folder, or this user may not look into it",
                              url.local_path().string()),
                  "check `source:` or --source, and that the disk is mounted");
}

/// Passes the progress of the pick-up on to a night's observer.
class TransferProgress : public pickup::TransferObserver {
 public:
  TransferProgress(night::NightObserver& night, const std::string& dataset)
      : night_(night), dataset_(dataset) {}

  void received(const std::string&, std::uint64_t bytes, std::uint64_t of) override {
    night_.progress(bytes, of);
  }
  void passed_over(const std::string& file) override {
    night_.notice(dataset_, fmt::format("{} has a control character in its name: skipped",
                                        json::quoted(readable(file))));
  }
  void waiting(const std::string& reason, Instant until) override { night_.waiting(reason, until); }
  void failed(const Transient& error, int attempt, std::chrono::milliseconds delay) override {
    night_.retrying(error, attempt, delay);
  }

 private:
  night::NightObserver& night_;
  const std::string& dataset_;
};

using Definitions = std::vector<const feed::Definition*>;

Definitions all_feeds(const feed::Dataset& dataset) {
  Definitions feeds;
  for (const feed::Definition& feed : dataset.feeds) feeds.push_back(&feed);
  return feeds;
}

pickup::FetchRequest request_for(const Definitions& wanted, const feed::Source& source,
                                 const fs::path& staging, pickup::Missing missing,
                                 std::chrono::seconds patience = {}) {
  pickup::FetchRequest request{source, {}, staging, missing, patience};
  for (const feed::Definition* feed : wanted) request.files.push_back(feed->file);
  return request;
}

Dump dump_of(const feed::Definition& feed, pickup::PickedDump picked, const feed::Source& source) {
  Dump dump{&feed, {}, source.limits, std::move(picked.missing)};
  for (pickup::PickedFile& file : picked.files) {
    dump.files.push_back(
        {std::move(file.name), file.path, file.identity, file.modified, std::move(file.sha256)});
  }
  return dump;
}

/// Moves the feeds without a file from `wanted` to `missing`; whether there are any.
bool set_aside(Definitions& wanted, Definitions& missing, const std::vector<bool>& has_files) {
  Definitions others;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    (has_files[i] ? others : missing).push_back(wanted[i]);
  }
  const bool any = others.size() < wanted.size();
  wanted = std::move(others);
  return any;
}

/// What the source has for these feeds, without waiting for anything.
pickup::SourceListing listing_of(const Definitions& wanted, const feed::Source& source,
                                 pickup::Remote& remote) {
  const auto request = request_for(wanted, source, {}, pickup::Missing::tell);
  return pickup::list_source(remote, source, request.files);
}

std::vector<std::string> names_of(const std::vector<pickup::ListedFile>& files) {
  std::vector<std::string> names;
  names.reserve(files.size());
  for (const pickup::ListedFile& file : files) names.push_back(file.name);
  return names;
}

}  // namespace

std::uint64_t Dump::bytes() const {
  std::uint64_t sum = 0;
  for (const DumpFile& file : files) sum += file.identity.bytes;
  return sum;
}

std::vector<std::string> digests_of(const Dump& dump) {
  std::vector<std::string> digests;
  for (const DumpFile& file : dump.files) digests.push_back(file.sha256);
  return digests;
}

std::vector<const DumpFile*> Dumps::files() const {
  std::vector<const DumpFile*> all;
  for (const Dump& dump : of_feeds) {
    for (const DumpFile& file : dump.files) all.push_back(&file);
  }
  return all;
}

bool Dumps::lack_any() const {
  return !missing.empty() || std::any_of(of_feeds.begin(), of_feeds.end(),
                                         [](const Dump& dump) { return !dump.missing.empty(); });
}

std::vector<ledger::File> files_of(const Dump& dump) {
  const feed::Definition& feed = *dump.definition;
  std::vector<ledger::File> files;
  for (const DumpFile& file : dump.files) {
    files.push_back({feed.name(), feed.file.member, file.name, file.identity.bytes,
                     file.modified.value_or(file.identity.modified), file.sha256,
                     static_cast<int>(files.size()) + 1});
  }
  return files;
}

SourceTimeouts by_hand(const feed::Source& source) {
  return {std::min(source.give_up_after, source.stable_after() + grace_by_hand), false,
          WithoutFiles::go_on};
}

Dumps pick_up(const feed::Dataset& dataset, const feed::Source& source, const fs::path& staging,
              const SourceTimeouts& patience, Clock& clock, NightObserver& observer) {
  require_folder(source);
  const auto remote = pickup::connect(source, [&] { observer.tick(); });
  TransferProgress progress(observer, dataset.name);
  Definitions wanted = all_feeds(dataset);
  Definitions missing;
  const auto on_missing = patience.wait_for_missing ? pickup::Missing::wait : pickup::Missing::tell;
  auto request = request_for(wanted, source, staging, on_missing, patience.give_up_after);
  while (!wanted.empty()) {
    try {
      auto picked = pickup::pick_up(request, *remote, clock, progress);
      Dumps dumps{{}, std::move(missing)};
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        dumps.of_feeds.push_back(dump_of(*wanted[i], std::move(picked[i]), source));
      }
      return dumps;
    } catch (const pickup::NotThere& gone) {
      if (patience.without_files == WithoutFiles::fail) throw;
      const bool any = set_aside(wanted, missing, gone.has_files());
      if (!any && request.incomplete == pickup::Incomplete::take) throw;
      request = request_for(wanted, source, staging, pickup::Missing::tell, patience.give_up_after);
      request.incomplete = pickup::Incomplete::take;
    }
  }
  return {{}, std::move(missing)};
}

std::vector<FileAtSource> files_at(const feed::Source& source, const feed::Dataset& dataset,
                                   NightObserver& observer) {
  require_folder(source);
  const auto remote = pickup::connect(source, [&] { observer.tick(); });
  const Definitions wanted = all_feeds(dataset);
  const pickup::SourceListing look = listing_of(wanted, source, *remote);
  if (!look.missing().empty() || !look.unmarked.empty()) return {};
  std::vector<FileAtSource> files;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    for (const pickup::ListedFile& file : look.dumps[i].files) {
      files.push_back({wanted[i], file.name, file.state.bytes, file.state.modified});
    }
  }
  return files;
}

std::vector<std::string> missing_parts(const Dump& dump) {
  const feed::FilePattern& pattern = dump.definition->file;
  if (!pattern.all_parts || !pattern.manifest.empty()) return {};
  std::vector<std::string> names;
  for (const DumpFile& file : dump.files) names.push_back(file.name);
  return pickup::check_numbers(names).missing;
}

void compare_age(Dump& dump, const std::optional<ledger::LoadedFile>& loaded) {
  const DumpFile& file = dump.files.back();
  if (loaded && pickup::is_older({file.name, file.modified}, {loaded->name, loaded->modified},
                                 dump.definition->file)) {
    dump.loaded = loaded;
  }
}

std::vector<DumpAtSource> dumps_at_source(const feed::Dataset& dataset) {
  require_folder(dataset.source);
  const auto remote = pickup::connect(dataset.source);
  const Definitions wanted = all_feeds(dataset);
  const pickup::SourceListing look = listing_of(wanted, dataset.source, *remote);
  std::vector<DumpAtSource> dumps;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const pickup::ListedDump& listed = look.dumps[i];
    dumps.push_back({wanted[i], names_of(listed.files), listed.missing});
  }
  return dumps;
}

std::unique_ptr<ByteSource> open(const Dump& dump, const DumpFile& file) {
  return compression::open(file.path, dump.definition->file.member, dump.limits);
}

bool is_empty(const Dump& dump, const DumpFile& file) {
  if (file.identity.bytes == 0) return true;
  std::array<char, 1> first{};
  return open(dump, file)->read(first) == 0;
}

void refuse_changed(const Dump& dump) {
  for (const DumpFile& file : dump.files) {
    if (InputFile(file.path).identity() == file.identity) continue;
    throw BadDump(fmt::format("{}: was written to while it was being read", file.path.string()),
                  "run the night again once the vendor has finished");
  }
}

}  // namespace nightjar::night
