#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "feed/schedule.hpp"

namespace nightjar::schedule {

/// The first instant after `after` at which a dataset is due; nothing if it is run by hand only.
/// Throws Misconfigured for a zone that this machine does not know, as all functions here do.
std::optional<Instant> next_due(const feed::Schedule& schedule, Instant after);

/// The last instant up to and including `until` at which it was due.
std::optional<Instant> last_due(const feed::Schedule& schedule, Instant until);

/// A schedule in a form that the database can read.
struct Recurrence {
  std::optional<std::chrono::seconds> period;  ///< due at every multiple of it since 1970
  /// For a calendar: the due times around an instant, in order.
  std::vector<Instant> dues;
};

/// `each_way`: how many due times up to and including `now`, and after it.
Recurrence recurrence(const feed::Schedule& schedule, Instant now, int each_way);

/// What the ledger knows of a dataset's nights.
struct NightHistory {
  /// The start of the last night after which no other is needed: loaded, unchanged, or held for the
  /// operator.
  std::optional<Instant> last_settled;
  /// The start of the first night since last_due(), if any: if the daemon was down when a night was
  /// due, its window is counted from here.
  std::optional<Instant> first_try;
  /// The start of the last night since then, if any: a window is used up only after a night was
  /// tried at its end.
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
  std::optional<Instant> end;  ///< run: until when to look for the files, at least
  std::string why;             ///< for people, a clause: `missed while the daemon was down`
  bool gave_up = false;        ///< wait: the last one ended without success
};

/// Whether to start a night. If nights were missed, however many, one is run, with a window of its
/// own. A night whose window ended without success is tried one last time, and then not again
/// before it is due. A window ends at the latest when the next night is due.
Decision decide(const feed::Schedule& schedule, const NightHistory& nights, Instant now);

}  // namespace nightjar::schedule
