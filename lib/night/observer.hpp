#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/instant.hpp"

namespace nightjar::night {

/// Observes a night: the progress bar of a terminal, the log of the daemon. Called on the night's
/// own thread. An exception from it ends the night, which then has changed nothing: this is how a
/// daemon that is told to stop ends its nights.
class NightObserver {
 public:
  virtual ~NightObserver() = default;
  /// The night is in the ledger.
  virtual void begun(std::int64_t /*run_id*/) {}
  /// An earlier night of the dataset was found to be interrupted, and closed as failed. Before
  /// begun().
  virtual void interrupted(std::int64_t /*run_id*/, std::string_view /*error*/) {}
  /// A stage of the night begins; `feed` is empty if it concerns all of them.
  virtual void stage(std::string_view stage, std::string_view feed) = 0;
  /// About once per megabyte. `bytes_in_all` is 0 if it is unknown: in a packed file.
  virtual void progress(std::uint64_t bytes_done, std::uint64_t bytes_in_all) = 0;
  /// Something that an operator should know but that does not stop the night.
  virtual void notice(std::string_view feed, std::string_view text) = 0;
  /// The vendor's files are missing or incomplete; the next check is at `until`.
  virtual void waiting(std::string_view /*reason*/, Instant /*until*/) {}
  /// A transfer failed for the `attempt`th time, counted from 1; the next attempt is after `delay`.
  virtual void retrying(const Error& /*error*/, int /*attempt*/,
                        std::chrono::milliseconds /*delay*/) {}
  /// The vendor delivers, but nothing new: which feeds are stale, and why. Once per successful
  /// night.
  virtual void stale(std::string_view dataset, std::string_view text) {
    notice(dataset, fmt::format("stale: {}", text));
  }
  /// Called a few times per second while the night waits for something without a measurable
  /// progress, such as a statement of PostgreSQL; on any thread, even on two at once.
  virtual void tick() {}
};

}  // namespace nightjar::night
