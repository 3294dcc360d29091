#include "night/dumps.hpp"

#include <algorithm>
#include <array>
#include <system_error>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/utf8.hpp"
#include "compression/open.hpp"
#include "curl/url.hpp"
#include "json/text.hpp"
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

Dumps dumps_of(const Definitions& wanted, const std::vector<pickup::PickedFile>& files,
               const feed::Source& source) {
  Dumps dumps;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const pickup::PickedFile& file = files[i];
    dumps.files.push_back({wanted[i], file.name, file.path, file.identity, file.modified,
                           file.sha256, source.limits});
  }
  return dumps;
}

/// Moves the feeds whose files are missing from `wanted` to `missing`; false if no missing file is
/// theirs.
bool set_aside(Definitions& wanted, Definitions& missing, const std::vector<std::string>& names) {
  const auto gone =
      std::stable_partition(wanted.begin(), wanted.end(), [&](const feed::Definition* feed) {
        return std::find(names.begin(), names.end(), feed->file.name) == names.end();
      });
  const bool any = gone != wanted.end();
  missing.insert(missing.end(), gone, wanted.end());
  wanted.erase(gone, wanted.end());
  return any;
}

}  // namespace

ledger::File file_of(const Dump& dump) {
  const feed::Definition& feed = *dump.definition;
  return {feed.name(),
          feed.file.member,
          dump.name,
          dump.identity.bytes,
          dump.modified.value_or(dump.identity.modified),
          dump.sha256};
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
  auto on_missing = patience.wait_for_missing ? pickup::Missing::wait : pickup::Missing::tell;
  while (!wanted.empty()) {
    const auto request = request_for(wanted, source, staging, on_missing, patience.give_up_after);
    try {
      Dumps dumps = dumps_of(wanted, pickup::pick_up(request, *remote, clock, progress), source);
      dumps.missing = std::move(missing);
      return dumps;
    } catch (const pickup::NotThere& gone) {
      if (patience.without_files == WithoutFiles::fail) throw;
      if (!set_aside(wanted, missing, gone.names())) throw;
      on_missing = pickup::Missing::tell;
    }
  }
  return {{}, std::move(missing)};
}

std::vector<FileAtSource> files_at(const feed::Source& source, const feed::Dataset& dataset,
                                   NightObserver& observer) {
  require_folder(source);
  const auto remote = pickup::connect(source, [&] { observer.tick(); });
  const Definitions wanted = all_feeds(dataset);
  const auto request = request_for(wanted, source, {}, pickup::Missing::tell);
  const pickup::SourceListing look = pickup::list_source(*remote, source, request.files);
  if (!look.missing.empty() || !look.unmarked.empty()) return {};
  std::vector<FileAtSource> files;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const pickup::ListedFile& file = look.files[i];
    files.push_back({wanted[i], file.name, file.state.bytes, file.state.modified});
  }
  return files;
}

void compare_age(Dump& dump, const std::optional<ledger::LoadedFile>& loaded) {
  if (loaded && pickup::is_older({dump.name, dump.modified}, {loaded->name, loaded->modified},
                                 dump.definition->file)) {
    dump.loaded = loaded;
  }
}

Definitions missing_at_source(const feed::Dataset& dataset) {
  require_folder(dataset.source);
  const auto remote = pickup::connect(dataset.source);
  Definitions wanted = all_feeds(dataset);
  Definitions missing;
  const auto request = request_for(wanted, dataset.source, {}, pickup::Missing::tell);
  set_aside(wanted, missing, pickup::list_source(*remote, dataset.source, request.files).missing);
  return missing;
}

std::unique_ptr<ByteSource> open(const Dump& dump) {
  return compression::open(dump.path, dump.definition->file.member, dump.limits);
}

bool is_empty(const Dump& dump) {
  if (dump.identity.bytes == 0) return true;
  std::array<char, 1> first{};
  return open(dump)->read(first) == 0;
}

void refuse_changed(const Dump& dump) {
  if (InputFile(dump.path).identity() == dump.identity) return;
  throw BadDump(fmt::format("{}: was written to while it was being read", dump.path.string()),
                "run the night again once the vendor has finished");
}

}  // namespace nightjar::night
