#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "ledger/report.hpp"
#include "ledger/run.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

// Nights from their begin to their end. Whoever writes holds the dataset's lock.

/// Begins a night.
Run open_run(postgres::Executor& database, const std::string& dataset, Instant as_of);

/// Notes what a night is at.
void note_stage(postgres::Executor& database, std::int64_t run_id, const std::string& stage);
/// Notes what a night waits for; nothing where it moves again.
void note_waiting(postgres::Executor& database, std::int64_t run_id,
                  const std::optional<std::string>& reason);

/// Ends a night: within the transaction that publishes it, or by itself where it changed nothing.
/// The report learns when it ran.
void close_run(postgres::Executor& database, Report& report);
/// Brings the figures behind answers and reports up to a night; the last step of its transaction,
/// after close_run(). The report learns when it ended.
void refresh_summaries(postgres::Executor& database, const Run& run, Report& report);
/// Notes that a person let a held night pass.
void approve_run(postgres::Executor& database, const Run& run, const std::string& person);
/// Takes a night out of the ledger that was brought nothing but what was refused before.
void withdraw_run(postgres::Executor& database, const Run& run);
/// Clears what an earlier attempt at the same night had listed.
void forget_attempt(postgres::Executor& database, const Run& run);

/// A night that was cut off: its process was killed, or lost PostgreSQL.
struct Interrupted {
  std::int64_t run_id = 0;
  std::string error;  ///< what the ledger now says of it
};

/// Closes nights of the dataset that died before as failed. Returns them. The caller holds the
/// dataset's lock, so that none is under way.
std::vector<Interrupted> close_interrupted(postgres::Executor& database,
                                           const std::string& dataset);
/// The same for a caller without the lock: does nothing while a night is under way.
std::vector<Interrupted> close_interrupted_if_free(postgres::Connection& database,
                                                   const std::string& dataset);

/// A night with what became of it.
struct FoundRun {
  Run run;
  std::string outcome;
};

/// The night with this number, if there is one.
std::optional<FoundRun> find_run(postgres::Executor& database, std::int64_t run_id);

/// The newest night of a dataset that was loaded, or changed nothing.
std::optional<FoundRun> newest_night(postgres::Executor& database, const std::string& dataset);

/// The last night that has come after a held one and makes it pointless to approve that; nothing
/// where there is none.
std::optional<FoundRun> overtaking_night(postgres::Executor& database, const Run& held);

/// When a dataset's nights began.
struct NightTimes {
  std::optional<Instant> last_settled;  ///< loaded, unchanged, or held for the operator
  std::optional<Instant> first_since;   ///< the first since an instant, whatever became of it
  std::optional<Instant> last_since;    ///< the last since then, likewise
  std::optional<Instant> last_success;  ///< loaded or unchanged
};

/// Tells when the nights of a dataset began. Needs no lock.
NightTimes times_of_nights(postgres::Executor& database, const std::string& dataset, Instant since);

/// Which feeds of a dataset are stale, and why; nothing where none is.
std::optional<std::string> staleness(postgres::Executor& database, const std::string& dataset);

}  // namespace nightjar::ledger
