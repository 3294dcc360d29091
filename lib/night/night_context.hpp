#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "ledger/run.hpp"
#include "night/observer.hpp"
#include "postgres/connection.hpp"
#include "postgres/wal_pump.hpp"

namespace nightjar::night {

/// The transaction in which all that readers will see of a night is written. It begins with the
/// first use; what is not committed is undone.
class Publication {
 public:
  /// `database_url` and `dataset` are for the session that has the log written out meanwhile.
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
  /// Undoes what was written, and lets go of the tables.
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

/// What the feeds of one night share.
struct NightContext {
  std::string database_url;
  std::filesystem::path state_dir;
  ledger::Run run;
  /// For the ledger; each statement commits by itself.
  postgres::Connection& database;
  /// On the session that holds the dataset's lock. While a feed is compared it belongs to the
  /// thread that hands records to PostgreSQL.
  Publication& publication;
  NightObserver& observer;
  std::chrono::steady_clock::time_point start;
};

}  // namespace nightjar::night
