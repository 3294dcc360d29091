#pragma once

#include <string>

#include "base/error.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// Somebody else is loading the dataset.
class UnderWay : public Transient {
  using Transient::Transient;
};

/// The right to load a dataset: one holder at a time, across processes and machines.
///
/// It is an advisory lock of the session that also publishes, given back when this object ends: the
/// server ends a session some time after its client has left, and the next night may be at the
/// door by then. A session that breaks loses the lock,
/// but with it the transaction that could have published, so a lost lock can do no harm.
class DatasetLock {
 public:
  /// Throws UnderWay, naming who has it, where somebody else does. The connection must outlive the
  /// lock.
  DatasetLock(postgres::Connection& database, std::string dataset);
  ~DatasetLock();
  DatasetLock(const DatasetLock&) = delete;
  DatasetLock& operator=(const DatasetLock&) = delete;

 private:
  postgres::Connection& database_;
  std::string dataset_;
};

}  // namespace nightjar::ledger
