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

namespace nightjar::pickup {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds shortest_wait{1000};
constexpr std::size_t max_checksum_bytes = std::size_t{1} << 20;

/// Why a round was not successful, and when to look again.
struct NotYet {
  enum class Cause { missing, unmarked, unsettled, wrong_checksum };
  Cause cause;
  std::string reason;
  milliseconds again_after;
  std::vector<std::string> names{};  ///< of the missing files
};

using Files = std::vector<PickedFile>;
using Round = std::variant<Files, NotYet>;

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

  Files run() {
    for (;;) {
      Round result;
      try {
        result = round();
      } catch (Transient& error) {
        retry_or_give_up(error);
        continue;
      }
      if (auto* files = std::get_if<Files>(&result)) return std::move(*files);
      wait_or_give_up(std::get<NotYet>(result));
    }
  }

 private:
  /// One attempt, from a look at the source to the files in their final place.
  Round round() {
    const SourceListing before = look();
    if (auto not_yet = unready(before)) return *not_yet;
    download_folder_.require_space(before);
    for (const ListedFile& file : before.files) download_folder_.fetch(file);
    if (look() != before) {
      return NotYet{NotYet::Cause::unsettled, "the files changed while they were fetched",
                    source_.stable_after()};
    }
    if (auto not_yet = wrong_checksum(before)) return *not_yet;
    download_folder_.settle(before);
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
    if (!seen.missing.empty()) {
      return NotYet{NotYet::Cause::missing, enumeration(seen.missing) + ": not there yet",
                    look_again_.next(), seen.missing};
    }
    if (!seen.unmarked.empty()) {
      return NotYet{NotYet::Cause::unmarked, enumeration(seen.unmarked), look_again_.next()};
    }
    look_again_.reset();
    milliseconds longest{0};
    std::string which;
    for (const ListedFile& file : seen.files) {
      const milliseconds wait = watchlist_.until_stable(file, clock_.now());
      if (wait > longest) which = file.name;
      longest = std::max(longest, wait);
    }
    if (which.empty()) return std::nullopt;
    return NotYet{NotYet::Cause::unsettled, which + ": changed a short while ago", longest};
  }

  std::optional<NotYet> wrong_checksum(const SourceListing& seen) {
    if (source_.checksum.empty()) return std::nullopt;
    for (const ListedFile& file : seen.files) {
      const std::string name = companion(source_.checksum, file.name);
      if (!remote_.look(name)) {
        return NotYet{NotYet::Cause::missing, name + ": not there yet", look_again_.next(), {name}};
      }
      const std::string base_name = std::filesystem::path(file.name).filename();
      const auto expected = find_checksum(text_of(name), base_name);
      if (expected && download_folder_.digest_of(file, expected->kind) == expected->hex) continue;
      download_folder_.drop(file.name);
      return NotYet{NotYet::Cause::wrong_checksum,
                    fmt::format("{} does not match {}", file.name, name), look_again_.next()};
    }
    return std::nullopt;
  }

  std::string text_of(const std::string& name) {
    std::string text;
    remote_.download(name, 0, [&](std::string_view piece) {
      text += piece;
      if (text.size() > max_checksum_bytes) {
        throw BadDump(fmt::format("{}: too long for a checksum file", remote_.address(name)),
                      "check the source's checksum file");
      }
    });
    return text;
  }

  Files picked(const SourceListing& seen) {
    Files result;
    for (std::size_t i = 0; i < seen.files.size(); ++i) {
      const ListedFile& file = seen.files[i];
      const auto path = download_folder_.place_of(file.name);
      const FileIdentity identity = InputFile(path).identity();
      if (identity.bytes != file.state.bytes) {
        throw Transient(fmt::format("{}: changed while it was read", path.string()),
                        "nothing, unless it persists: it is read again");
      }
      result.push_back({.name = file.name,
                        .member = request_.files[i].member,
                        .address = remote_.address(file.name),
                        .path = path,
                        .bytes = file.state.bytes,
                        .modified = file.state.modified,
                        .sha256 = download_folder_.sha256_of(file.name),
                        .identity = identity});
    }
    return result;
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
    if (not_yet.cause == NotYet::Cause::missing) throw NotThere(message, ask, not_yet.names);
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

NotThere::NotThere(std::string message, std::string remedy, std::vector<std::string> names)
    : Transient(std::move(message), std::move(remedy)), names_(std::move(names)) {}

std::vector<PickedFile> pick_up(const FetchRequest& request, Remote& remote, Clock& clock,
                                TransferObserver& observer) {
  return Pickup(request, remote, clock, observer).run();
}

}  // namespace nightjar::pickup
