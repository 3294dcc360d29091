#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/instant.hpp"

namespace nightjar::night {

/// Who watches a night: the progress bar of a terminal, the log of the daemon. Called from the
/// night's own thread. What it throws ends the night, which then has changed nothing: so a daemon
/// that is told to stop ends its nights.
class NightObserver {
 public:
  virtual ~NightObserver() = default;
  /// The night stands in the ledger.
  virtual void begun(std::int64_t /*run_id*/) {}
  /// An earlier night of the dataset was found to be cut off, and closed as failed. Before begun().
  virtual void interrupted(std::int64_t /*run_id*/, std::string_view /*error*/) {}
  /// A stage of the night begins; `feed` is empty where it concerns them all.
  virtual void stage(std::string_view stage, std::string_view feed) = 0;
  /// About once a megabyte. `bytes_in_all` is 0 where nobody knows it: in a packed file.
  virtual void progress(std::uint64_t bytes_done, std::uint64_t bytes_in_all) = 0;
  /// Something that an operator should know and that stops nothing.
  virtual void notice(std::string_view feed, std::string_view text) = 0;
  /// The vendor's files are not there or not whole yet; the next look is at `until`.
  virtual void waiting(std::string_view /*reason*/, Instant /*until*/) {}
  /// A transfer failed for the `attempt`th time, the first being 1; the next try is after `delay`.
  virtual void retrying(const Error& /*error*/, int /*attempt*/,
                        std::chrono::milliseconds /*delay*/) {}
  /// The vendor delivers, but nothing new: which feeds are stale, and why. Once a night that
  /// succeeded.
  virtual void stale(std::string_view dataset, std::string_view text) {
    notice(dataset, format("stale: {}", text));
  }
  /// Called a few times a second where the night waits for something that it cannot measure, such
  /// as a statement of PostgreSQL; by whichever of its threads is waiting.
  virtual void tick() {}
};

}  // namespace nightjar::night
