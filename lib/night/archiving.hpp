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

/// The folder of the archive.
std::filesystem::path archive_of(const std::filesystem::path& state_dir);

/// Adds the files of a night to the archive, on a thread of its own in parallel with the night's
/// work: files that were fetched are added at once, those of a local folder must be read.
class Archiving {
 public:
  Archiving(const std::filesystem::path& state_dir, ledger::Run run, const Dumps& dumps);
  /// Cancels what secure() has not waited for.
  ~Archiving();
  Archiving(const Archiving&) = delete;
  Archiving& operator=(const Archiving&) = delete;

  /// Returns once the files are safe: durable on disk, and listed in the manifest. To be called
  /// once, before anything is committed that depends on them. They are packed later, by
  /// pack_archive(). Throws the failure that prevented it; an exception of the observer cancels it
  /// and is rethrown.
  void secure(postgres::Executor& database, NightObserver& observer);
  /// Whether secure() was called, with any result.
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

/// Packs the unpacked files of the archive, on a thread of low priority, and records the new paths.
/// Nothing waits for it: it runs after a night is decided, and at the next start if a process ended
/// before. `tick` is called a few times per second; an exception from it ends the work, and the
/// rest stays unpacked.
void pack_archive(const std::filesystem::path& state_dir, postgres::Executor& database,
                  const std::function<void()>& tick);

/// The files of a night from the archive; they are unpacked into `folder`. `files` says which feed
/// was read from which file, if the manifest does not.
Dumps replay(const std::filesystem::path& state_dir, const archive::Manifest& manifest,
             const std::vector<ledger::FileOfFeed>& files, const feed::Dataset& dataset,
             const std::filesystem::path& folder);

}  // namespace nightjar::night
