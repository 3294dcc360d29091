#pragma once

#include <optional>

#include "base/instant.hpp"
#include "feed/dataset.hpp"
#include "postgres/connection.hpp"
#include "schedule/agenda.hpp"

namespace nightjar::daemon {

/// When a dataset is due, by its schedule and by what the ledger says of its nights.
struct Outlook {
  schedule::Decision decision;
  /// The earliest instant at which it was, or will be, due and has not succeeded since; nothing
  /// without a schedule.
  std::optional<Instant> due_at;
};

/// Throws Misconfigured for a time zone that this machine does not know.
Outlook look_ahead(postgres::Executor& database, const feed::Dataset& dataset, Instant now);

}  // namespace nightjar::daemon
