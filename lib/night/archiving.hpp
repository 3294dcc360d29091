#pragma once

#include <filesystem>
#include <functional>
#include <future>
#include <optional>
#include <stop_token>
#include <vector>

#include "archive/archive.hpp"
#include "archive/intake.hpp"
#include "feed/dataset.hpp"
#include "ledger/files.hpp"
#include "ledger/run.hpp"
#include "night/dumps.hpp"
#include "night/observer.hpp"

namespace nightjar::night {

/// Where the dumps of all nights are kept.
std::filesystem::path archive_of(const std::filesystem::path& state_dir);

/// The files of a night on their way into the archive, on a thread of its own beside the night's
/// work: files that were fetched are there at once, those of a local folder have to be read.
class Archiving {
 public:
  Archiving(const std::filesystem::path& state_dir, ledger::Run run, const Dumps& dumps);
  /// Gives up what secure() has not waited for.
  ~Archiving();
  Archiving(const Archiving&) = delete;
  Archiving& operator=(const Archiving&) = delete;

  /// Returns once the files are safe: on disk for good, and found again by the night. To be called
  /// before anything is committed that stands on them; once. They are packed later, by
  /// pack_archive(). Throws what prevented it; gives up where the observer throws meanwhile, and
  /// throws that.
  void secure(postgres::Executor& database, NightObserver& observer);
  /// Whether secure() was called, whatever came of it.
  [[nodiscard]] bool was_secured() const { return !taken_in_.valid(); }

 private:
  void take_in(const std::vector<archive::Incoming>& files);

  std::filesystem::path root_;
  ledger::Run run_;
  archive::Manifest manifest_;
  std::optional<archive::Intake> intake_;
  std::stop_source stop_;
  std::future<void> taken_in_;  ///< last: its thread uses all of the above
};

/// Packs what the archive has unpacked, on a thread that gives way to others, and notes the new
/// places. Nobody waits for that: it is for the time when a night is decided, and for the next
/// start where a process ended before. `tick` is called a few times a second; what it throws ends
/// the work, and the rest stays unpacked.
void pack_archive(const std::filesystem::path& state_dir, postgres::Executor& database,
                  const std::function<void()>& tick);

/// The files that a night had, out of the archive; they are unpacked into `folder`. `files` tells
/// which feed was read from which, where the manifest does not.
Dumps replay(const std::filesystem::path& state_dir, const archive::Manifest& manifest,
             const std::vector<ledger::FileOfFeed>& files, const feed::Dataset& dataset,
             const std::filesystem::path& folder);

}  // namespace nightjar::night
