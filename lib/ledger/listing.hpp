#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/schedule_notes.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// An answer about the service, in both of the forms in which it is asked for.
struct Listing {
  postgres::Result rows;
  std::string json;  ///< an array of objects, by the columns' names, on one line
};

/// Every configured dataset: when it last succeeded, how old its data is, whether it is due, late,
/// stale, held or failing, what is going on, and why. A row's column `healthy` says whether all is
/// well. Judged as nightjar.health does, by the schedules of these notes.
Listing datasets(postgres::Executor& database, const ScheduleNotes& configured);

/// The datasets of which the ledger has nights and which are not among these.
std::vector<std::string> unconfigured(postgres::Executor& database,
                                      const ScheduleNotes& configured);

/// The files of a dataset's newest night that had any.
Listing newest_files(postgres::Executor& database, const std::string& dataset);

/// Which nights are asked for; what is not set limits nothing.
struct RunFilter {
  std::optional<std::string> dataset;
  std::optional<std::string> feed;  ///< `vendor.books`: the nights of its dataset, its counts alone
  std::optional<std::string> outcome;
};

/// The newest nights, the newest first.
Listing runs(postgres::Executor& database, const RunFilter& filter, int limit);

/// Which rejects are asked for; what is not set limits nothing.
struct RejectFilter {
  std::optional<std::int64_t> run_id;
  std::optional<std::string> dataset;
  std::optional<std::string> feed;
  std::optional<std::string> reason;
};

/// The records that nights refused.
struct Rejects {
  Listing first;             ///< the newest nights first, then in the order of the files
  std::uint64_t in_all = 0;  ///< how many are listed in the ledger
};

/// `limit`: how many at most; nothing for all.
Rejects rejects(postgres::Executor& database, const RejectFilter& filter, std::optional<int> limit);

/// What became of a night.
struct Fate {
  std::string dataset;
  std::string outcome;
  std::optional<std::string> error;  ///< why it failed, or was held
  std::uint64_t refused = 0;  ///< how many records; retention may have dropped the list of them
};

/// Throws UsageError where there is no such night.
Fate fate_of(postgres::Executor& database, std::int64_t run_id);

}  // namespace nightjar::ledger
