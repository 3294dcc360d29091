#include "ledger/dataset_lock.hpp"

#include <chrono>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "ledger/sql.hpp"

namespace nightjar::ledger {
namespace {

/// PostgreSQL needs a moment to notice that the client of a session has died.
constexpr int attempts = 20;
constexpr std::chrono::milliseconds between_attempts{50};

std::string describe_holder(postgres::Connection& database, const std::string& dataset) {
  const auto holder = database.query(sql::lock_holder, {dataset});
  if (holder.empty()) return "a session that has just released it";
  return fmt::format("`{}` from {}, PostgreSQL's process {}, since {}", holder.text(0, 1),
                     holder.text(0, 2), holder.text(0, 0), holder.text(0, 3));
}

}  // namespace

DatasetLock::DatasetLock(postgres::Connection& database, std::string dataset)
    : database_(database), dataset_(std::move(dataset)) {
  for (int attempt = 0; attempt < attempts; ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(between_attempts);
    if (database_.query(sql::try_lock, {dataset_}).is_true(0, 0)) return;
  }
  throw UnderWay(fmt::format("a night of {} is under way: it is held by {}", dataset_,
                             describe_holder(database_, dataset_)),
                 "wait until it has ended, then run this one again");
}

DatasetLock::~DatasetLock() {
  try {
    database_.query(sql::unlock, {dataset_});
  } catch (const Error&) {  // the session is broken, and the lock is gone with it
  }
}

}  // namespace nightjar::ledger
