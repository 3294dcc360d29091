#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "night/ledger.hpp"
#include "night/observer.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

/// The transaction in which all that readers will see of a night is written. It begins with the
/// first use; what is not committed is undone.
class Publication {
 public:
  explicit Publication(postgres::Connection& session) : session_(session) {}

  postgres::Transaction& transaction() {
    if (!transaction_) transaction_.emplace(session_);
    return *transaction_;
  }
  /// Undoes what was written, and lets go of the tables.
  void give_up() { transaction_.reset(); }

 private:
  postgres::Connection& session_;
  std::optional<postgres::Transaction> transaction_;
};

/// What the feeds of one night share.
struct NightContext {
  std::string database_url;
  std::filesystem::path state_dir;
  Run run;
  /// For the ledger; each statement commits by itself.
  postgres::Connection& database;
  /// On the session that holds the dataset's lock. While a feed is compared it belongs to the
  /// thread that hands records to PostgreSQL.
  Publication& publication;
  Ledger& ledger;
  Observer& observer;
  std::chrono::steady_clock::time_point start;
};

}  // namespace nightjar::night
