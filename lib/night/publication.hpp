#pragma once

#include <optional>
#include <string>
#include <utility>

#include "postgres/connection.hpp"
#include "postgres/wal_pump.hpp"

namespace nightjar::night {

/// The transaction that writes everything readers will see of a night. It begins with the first
/// use, and is rolled back unless it is committed.
class Publication {
 public:
  /// `database_url` and `dataset` are for the session that flushes the WAL meanwhile.
  Publication(postgres::Connection& session, std::string database_url, const std::string& dataset)
      : session_(session),
        database_url_(std::move(database_url)),
        wal_session_("nightjar wal " + dataset) {}

  postgres::Transaction& transaction() {
    if (!transaction_) {
      transaction_.emplace(session_);
      wal_pump_.emplace(database_url_, wal_session_);
    }
    return *transaction_;
  }
  /// The transaction has begun. Nothing is written in it after this.
  void commit() {
    transaction_->commit();
    wal_pump_.reset();
  }
  /// Rolls back, and releases the locks on the tables.
  void give_up() {
    wal_pump_.reset();
    transaction_.reset();
  }

 private:
  postgres::Connection& session_;
  const std::string database_url_;
  const std::string wal_session_;
  std::optional<postgres::Transaction> transaction_;
  std::optional<postgres::WalPump> wal_pump_;
};

}  // namespace nightjar::night
