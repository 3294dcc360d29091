#pragma once

#include <string>

#include "base/error.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// Another session is loading the dataset.
class UnderWay : public Transient {
  using Transient::Transient;
};

/// The right to load a dataset: one holder at a time, across processes and machines.
///
/// It is an advisory lock of the session that also publishes, and this object's destructor releases
/// it explicitly: the server ends a session some time after its client has disconnected, and the
/// next night may start before that. A broken session loses the lock, but also the transaction that
/// could have published, so a lost lock does no harm.
class DatasetLock {
 public:
  /// Throws UnderWay, naming the holder, if another session has it. The connection must outlive the
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
