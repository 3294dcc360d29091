#include "pickup/pickup.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

#include "base/format.hpp"
#include "base/spelling.hpp"
#include "pickup/backoff.hpp"
#include "pickup/checksum.hpp"
#include "pickup/download_folder.hpp"
#include "pickup/selection.hpp"
#include "pickup/source_listing.hpp"
#include "pickup/stability_tracker.hpp"
#include "pickup/survey.hpp"

namespace nightjar::pickup {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds shortest_wait{1000};
constexpr std::size_t names_at_most = 10;

/// Why a round was not successful, and when to look again.
struct NotYet {
  enum class Cause { missing, unmarked, unsettled, wrong_checksum };
  Cause cause;
  std::string reason;
  milliseconds again_after;
  std::vector<bool> has_files{};  ///< as NotThere has it
};

using Dumps = std::vector<PickedDump>;
using Round = std::variant<Dumps, NotYet>;

std::vector<bool> which_have_files(const SourceListing& seen) {
  std::vector<bool> have;
  for (const ListedDump& dump : seen.dumps) have.push_back(!dump.files.empty());
  return have;
}

class Pickup {
 public:
  Pickup(const FetchRequest& request, Remote& remote, Clock& clock, TransferObserver& observer)
      : request_(request),
        source_(request.source),
        remote_(remote),
        clock_(clock),
        observer_(observer),
        deadline_(clock.now() + request.patience.value_or(source_.give_up_after)),
        retry_(source_.retry),
        look_again_(source_.retry),
        watchlist_(source_.stable_after()),
        download_folder_(request.staging, remote,
                         [this](const std::string& file, std::uint64_t bytes, std::uint64_t of) {
                           observer_.received(file, bytes, of);
                         }) {}

  Dumps run() {
    for (;;) {
      Round result;
      try {
        result = round();
      } catch (Transient& error) {
        retry_or_give_up(error);
        continue;
      }
      if (auto* dumps = std::get_if<Dumps>(&result)) return std::move(*dumps);
      wait_or_give_up(std::get<NotYet>(result));
    }
  }

 private:
  /// One attempt, from a look at the source to the files in their final place.
  Round round() {
    const SourceListing before = look();
    if (auto not_yet = unready(before)) return *not_yet;
    const std::vector<ListedFile> files = before.files();
    download_folder_.require_space(files);
    for (const ListedFile& file : files) download_folder_.fetch(file);
    if (look() != before) {
      return NotYet{NotYet::Cause::unsettled, "the files changed while they were fetched",
                    source_.stable_after()};
    }
    if (auto not_yet = wrong_checksum(before, files)) return *not_yet;
    download_folder_.settle(files);
    return picked(before);
  }

  SourceListing look() {
    SourceListing result = list_source(remote_, source_, request_.files);
    watchlist_.note(result, clock_.now());
    for (const std::string& stray : result.strays) {
      if (strays_.insert(stray).second) observer_.passed_over(stray);
    }
    return result;
  }

  std::optional<NotYet> unready(const SourceListing& seen) {
    if (!may_go_on(seen)) {
      return NotYet{NotYet::Cause::missing,
                    enumeration(seen.missing(), names_at_most) + ": not there yet",
                    look_again_.next(), which_have_files(seen)};
    }
    if (!seen.unmarked.empty()) {
      return NotYet{NotYet::Cause::unmarked, enumeration(seen.unmarked), look_again_.next()};
    }
    look_again_.reset();
    milliseconds longest{0};
    std::string which;
    const auto require_stable = [&](const ListedFile& file) {
      const milliseconds wait = watchlist_.until_stable(file, clock_.now());
      if (wait > longest) which = file.name;
      longest = std::max(longest, wait);
    };
    for (const ListedFile& file : seen.files()) require_stable(file);
    for (const ListedFile& manifest : seen.manifests) require_stable(manifest);
    if (which.empty()) return std::nullopt;
    return NotYet{NotYet::Cause::unsettled, which + ": changed a short while ago", longest};
  }

  [[nodiscard]] bool may_go_on(const SourceListing& seen) const {
    return std::all_of(seen.dumps.begin(), seen.dumps.end(), [&](const ListedDump& dump) {
      const bool is_taken = request_.incomplete == Incomplete::take && !dump.files.empty();
      return is_taken || dump.missing.empty();
    });
  }

  std::optional<NotYet> wrong_checksum(const SourceListing& seen,
                                       const std::vector<ListedFile>& files) {
    for (const ListedFile& file : files) {
      const auto listed = seen.checksums.find(file.name);
      if (listed != seen.checksums.end() && !has_digest(file, listed->second))
        return mismatch(file, "its manifest");
      if (source_.checksum.empty()) continue;
      const std::string name = companion(source_.checksum, file.name);
      if (!remote_.look(name)) {
        return NotYet{NotYet::Cause::missing, name + ": not there yet", look_again_.next(),
                      which_have_files(seen)};
      }
      if (!has_digest(file, find_checksum(text_of(remote_, name), base_name(file.name))))
        return mismatch(file, name);
    }
    return std::nullopt;
  }

  bool has_digest(const ListedFile& file, const std::optional<Checksum>& expected) {
    return expected && download_folder_.digest_of(file, expected->kind) == expected->hex;
  }

  NotYet mismatch(const ListedFile& file, const std::string& where) {
    download_folder_.drop(file.name);
    return {NotYet::Cause::wrong_checksum, fmt::format("{} does not match {}", file.name, where),
            look_again_.next()};
  }

  Dumps picked(const SourceListing& seen) {
    Dumps result;
    for (const ListedDump& listed : seen.dumps) {
      PickedDump& dump = result.emplace_back(PickedDump{{}, listed.missing});
      for (const ListedFile& file : listed.files) dump.files.push_back(picked(file));
    }
    return result;
  }

  PickedFile picked(const ListedFile& file) {
    const auto path = download_folder_.place_of(file.name);
    const FileIdentity identity = InputFile(path).identity();
    if (identity.bytes != file.state.bytes) {
      throw Transient(fmt::format("{}: changed while it was read", path.string()),
                      "nothing, unless it persists: it is read again");
    }
    return {.name = file.name,
            .address = remote_.address(file.name),
            .path = path,
            .bytes = file.state.bytes,
            .modified = file.state.modified,
            .sha256 = download_folder_.sha256_of(file.name),
            .identity = identity};
  }

  /// To be called while `error` is being handled.
  void retry_or_give_up(Transient& error) {
    if (download_folder_.has_progressed()) retry_.reset();
    ++failures_;
    const milliseconds delay = retry_.next();
    if (clock_.now() + delay > deadline_) {
      error.in(
          fmt::format("given up after {} {}", failures_, failures_ == 1 ? "failure" : "failures"));
      throw;
    }
    observer_.failed(error, failures_, delay);
    clock_.wait(delay);
  }

  void wait_or_give_up(const NotYet& not_yet) {
    const Instant now = clock_.now();
    const bool told = not_yet.cause == NotYet::Cause::missing && request_.missing == Missing::tell;
    if (told || now >= deadline_) give_up(not_yet);
    const auto left = std::chrono::ceil<milliseconds>(deadline_ - now);
    const milliseconds wait = std::min(left, std::max(shortest_wait, not_yet.again_after));
    observer_.waiting(not_yet.reason, now + wait);
    clock_.wait(wait);
  }

  [[noreturn]] void give_up(const NotYet& not_yet) const {
    const std::string message = remote_.address("") + ": " + not_yet.reason;
    constexpr auto ask = "ask the vendor; what was loaded before stays as it is";
    if (not_yet.cause == NotYet::Cause::missing) throw NotThere(message, ask, not_yet.has_files);
    if (not_yet.cause == NotYet::Cause::wrong_checksum) throw BadDump(message, ask);
    throw Transient(message + "; given up", ask);
  }

  const FetchRequest& request_;
  const feed::Source& source_;
  Remote& remote_;
  Clock& clock_;
  TransferObserver& observer_;
  Instant deadline_;
  int failures_ = 0;
  Backoff retry_;
  Backoff look_again_;
  StabilityTracker watchlist_;
  std::set<std::string> strays_;  ///< those that have been reported
  DownloadFolder download_folder_;
};

}  // namespace

NotThere::NotThere(std::string message, std::string remedy, std::vector<bool> has_files)
    : Transient(std::move(message), std::move(remedy)), has_files_(std::move(has_files)) {}

std::vector<PickedDump> pick_up(const FetchRequest& request, Remote& remote, Clock& clock,
                                TransferObserver& observer) {
  return Pickup(request, remote, clock, observer).run();
}

}  // namespace nightjar::pickup
