#pragma once

#include <string>

#include "postgres/connection.hpp"

namespace nightjar::night {

/// The right to load a dataset: one holder at a time, across processes and machines.
///
/// It is an advisory lock of the session that also publishes. A session that breaks loses the lock,
/// but with it the transaction that could have published, so a lost lock can do no harm.
class DatasetLock {
 public:
  /// Throws Transient, naming who has it, where somebody else does.
  DatasetLock(postgres::Connection& database, const std::string& dataset);
};

}  // namespace nightjar::night
