#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "feed/schedule.hpp"

namespace nightjar::schedule {

/// The first instant after `after` at which a dataset is due; nothing where it is run by hand.
/// Throws Misconfigured for a zone that this machine does not know, as all functions here do.
std::optional<Instant> next_due(const feed::Schedule& schedule, Instant after);

/// The last instant up to `until`, that one included, at which it was due.
std::optional<Instant> last_due(const feed::Schedule& schedule, Instant until);

/// A schedule for whoever cannot read one, the database above all.
struct Recurrence {
  std::optional<std::chrono::seconds> period;  ///< due at every multiple of it since 1970
  /// By a calendar: when it was and will be due around an instant, in order.
  std::vector<Instant> dues;
};

/// `each_way`: how many dues before `now`, that instant included, and after it.
Recurrence recurrence(const feed::Schedule& schedule, Instant now, int each_way);

/// What the ledger knows of a dataset's nights.
struct NightHistory {
  /// The start of the last night that needs no other: loaded, unchanged, or held for the operator.
  std::optional<Instant> last_settled;
  /// The start of the first night since last_due(), if any: from it the window is counted where a
  /// night that was due while the daemon was down is made up for.
  std::optional<Instant> first_try;
  /// The start of the last night since then, if any: a window has been used up only where a night
  /// was tried at its end.
  std::optional<Instant> last_try;
};

/// What to do about a dataset now.
struct Decision {
  enum class Act {
    run,   ///< start a night at once
    wait,  ///< nothing before `at`
    rest,  ///< never: it is run by hand
  };
  Act act = Act::rest;
  Instant at;                  ///< run: since when it is due; wait: when it is due next
  std::optional<Instant> end;  ///< run: until when the files are looked for, at least
  std::string why;             ///< for people, a clause: `missed while the daemon was down`
  bool gave_up = false;        ///< wait: the last one ended without success
};

/// Whether a night is to be started. One that was due while nobody ran it, however often, is made
/// up for once, with a window of its own. One whose window ended without success is tried a last
/// time, and then not before it is due again. A window ends at the latest when it is due again.
Decision decide(const feed::Schedule& schedule, const NightHistory& nights, Instant now);

/// Since when the dataset is late: due, not settled since, and Schedule::late_after over.
std::optional<Instant> late_since(const feed::Schedule& schedule,
                                  const std::optional<Instant>& last_settled, Instant now);

}  // namespace nightjar::schedule
