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

// The life of a night. Writers must hold the dataset's lock.

/// Begins a night.
Run open_run(postgres::Executor& database, const std::string& dataset, Instant as_of);

/// Records the current stage of a night.
void note_stage(postgres::Executor& database, std::int64_t run_id, const std::string& stage);
/// Records what a night waits for; nothing when it continues.
void note_waiting(postgres::Executor& database, std::int64_t run_id,
                  const std::optional<std::string>& reason);

/// Ends a night: within the transaction that publishes it, or separately if it changed nothing.
/// Sets the times in the report. Whether it did: a night that has been published stays as it is.
bool close_run(postgres::Executor& database, Report& report);
/// Notes that a night ends now; the last step of its transaction, after close_run() and what the
/// dataset has called then. Sets the end in the report.
void finish_run(postgres::Executor& database, const Run& run, Report& report);
/// Records that a person approved a held night.
void approve_run(postgres::Executor& database, const Run& run, const std::string& person);
/// Removes a night from the ledger that had only files that were refused before.
void withdraw_run(postgres::Executor& database, const Run& run);
/// Deletes the rejects of an earlier attempt at the same night.
void forget_attempt(postgres::Executor& database, const Run& run);

/// A night that was interrupted: its process was killed, or lost PostgreSQL.
struct Interrupted {
  std::int64_t run_id = 0;
  std::string error;  ///< the error now in the ledger
};

/// Closes interrupted nights of the dataset as failed. Returns them. The caller holds the dataset's
/// lock, so that no night is running.
std::vector<Interrupted> close_interrupted(postgres::Executor& database,
                                           const std::string& dataset);
/// The same for a caller without the lock: does nothing while a night is running.
std::vector<Interrupted> close_interrupted_if_free(postgres::Connection& database,
                                                   const std::string& dataset);

/// A night with its outcome.
struct FoundRun {
  Run run;
  std::string outcome;
};

/// The night with this number, if it exists.
std::optional<FoundRun> find_run(postgres::Executor& database, std::int64_t run_id);

/// The newest loaded or unchanged night of a dataset.
std::optional<FoundRun> newest_night(postgres::Executor& database, const std::string& dataset);

/// The last night after a held one that prevents its approval; nothing if there is none.
std::optional<FoundRun> overtaking_night(postgres::Executor& database, const Run& held);

/// When a dataset's nights began.
struct NightTimes {
  std::optional<Instant> last_settled;  ///< loaded, unchanged, or held for the operator
  std::optional<Instant> first_since;   ///< the first since an instant, with any outcome
  std::optional<Instant> last_since;    ///< the last since then, likewise
  std::optional<Instant> last_success;  ///< loaded or unchanged
};

/// Reads when the nights of a dataset began. Needs no lock.
NightTimes times_of_nights(postgres::Executor& database, const std::string& dataset, Instant since);

/// Which feeds of a dataset are stale, and why; nothing if none is.
std::optional<std::string> staleness(postgres::Executor& database, const std::string& dataset);

}  // namespace nightjar::ledger
