#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/schedule_notes.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// The result of a query about the service, in both forms.
struct Listing {
  postgres::Result rows;
  std::string json;  ///< an array of objects, by column name, on one line
};

/// Every configured dataset: when it last succeeded, how old its data is, whether it is due, late,
/// stale, held or failing, its current activity, and why. The column `healthy` says whether
/// everything is in order. Judged like nightjar.health, with the schedules of these notes.
Listing datasets(postgres::Executor& database, const ScheduleNotes& configured);

/// The datasets that have nights in the ledger but are not among these.
std::vector<std::string> unconfigured(postgres::Executor& database,
                                      const ScheduleNotes& configured);

/// The files of a dataset's newest night that had any.
Listing newest_files(postgres::Executor& database, const std::string& dataset);

/// Which nights to list; unset members do not filter.
struct RunFilter {
  std::optional<std::string> dataset;
  std::optional<std::string>
      feed;  ///< `vendor.books`: the nights of its dataset, with only its counts
  std::optional<std::string> outcome;
};

/// The newest nights, newest first.
Listing runs(postgres::Executor& database, const RunFilter& filter, int limit);

/// Which rejects to list; unset members do not filter.
struct RejectFilter {
  std::optional<std::int64_t> run_id;
  std::optional<std::string> dataset;
  std::optional<std::string> feed;
  std::optional<std::string> reason;
};

/// The rejected records of nights.
struct Rejects {
  Listing first;             ///< the newest nights first, then in the order of the files
  std::uint64_t in_all = 0;  ///< how many are listed in the ledger
  bool of_parts = false;     ///< whether some of the feeds were read from several files
};

/// `limit`: the maximum number; nothing for all.
Rejects rejects(postgres::Executor& database, const RejectFilter& filter, std::optional<int> limit);

/// The outcome of a night.
struct Fate {
  std::string dataset;
  std::string outcome;
  std::optional<std::string> error;  ///< why it failed, or was held
  std::uint64_t refused = 0;         ///< number of records; retention may have removed their list
};

/// Throws UsageError if there is no such night.
Fate fate_of(postgres::Executor& database, std::int64_t run_id);

}  // namespace nightjar::ledger
