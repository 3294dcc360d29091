#pragma once

#include <filesystem>
#include <future>
#include <set>
#include <stop_token>
#include <vector>

#include "archive/archive.hpp"
#include "feed/retention.hpp"
#include "night/dumps.hpp"
#include "night/ledger.hpp"
#include "night/observer.hpp"

namespace nightjar::night {

/// Puts the files of a night into the archive, on a thread of its own that gives way to others,
/// while the night reads them.
class Keeping {
 public:
  Keeping(std::filesystem::path root, const Run& run, const Dumps& dumps);
  /// Gives up what finish() has not waited for.
  ~Keeping();
  Keeping(const Keeping&) = delete;
  Keeping& operator=(const Keeping&) = delete;

  /// Waits until all files are kept, and notes where. Throws what prevented it, and what the
  /// observer throws meanwhile. To be called once.
  void finish(Ledger& ledger, Observer& observer);

 private:
  std::filesystem::path root_;
  Run run_;
  std::stop_source stop_;
  std::future<archive::Manifest> kept_;  ///< last: its thread uses the rest
};

/// The files that a night had, out of the archive; they are unpacked into `folder`. Throws
/// Misconfigured where the archive does not have them.
Dumps replay(const std::filesystem::path& root, Ledger& ledger, std::int64_t run_id,
             const feed::Dataset& dataset, const std::filesystem::path& folder);

}  // namespace nightjar::night
