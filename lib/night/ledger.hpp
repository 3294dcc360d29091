#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "comparing/side_file.hpp"
#include "feed/definition.hpp"
#include "night/dumps.hpp"
#include "night/report.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

/// A line of the ledger.
struct Run {
  std::int64_t id = 0;
  std::string dataset;
  Instant as_of;
};

/// What the last commit of a feed left behind.
struct FeedState {
  std::optional<std::string> digest;  ///< of the definition it was loaded by; nothing before that
  std::optional<std::string> token;   ///< what its side file bears
  std::int64_t next_row_id = 1;
};

/// The ledger of nights in schema nightjar. The caller holds the dataset's lock.
class Ledger {
 public:
  explicit Ledger(postgres::Connection& database) : database_(database) {}

  /// Begins a night. Nights that died before are closed as failed.
  Run open(const std::string& dataset, Instant as_of);
  /// The night with this number. Throws Misconfigured where there is none, or it is not held.
  Run find_held(std::int64_t run_id);
  /// Clears what an earlier attempt at the same night had listed.
  void forget_attempt(const Run& run);
  /// Throws Error where the dataset has a night that is as late as this one, or later.
  void refuse_going_back(const Run& run);

  void add_dump(const Run& run, const Dump& dump);
  /// Closes a night that changed nothing: held or failed.
  void close(const Report& report);
  /// Notes that a person let a held night pass.
  void approve(postgres::Transaction& transaction, const Run& run, const std::string& person);
  /// Closes a night within the transaction that publishes it.
  void close(postgres::Transaction& transaction, const Report& report);

  /// Brings the figures behind answers and reports up to this night; the last step of its
  /// transaction, after close().
  void refresh_summaries(postgres::Transaction& transaction, const Run& run);

  FeedState state_of(const feed::Definition& feed);
  /// Returns the new token. `run_id`: the night, or nothing where only fingerprints were renewed.
  std::string set_state(postgres::Executor& database, const feed::Definition& feed,
                        const std::string& digest, std::int64_t next_row_id,
                        std::optional<std::int64_t> run_id);

 private:
  postgres::Connection& database_;
};

}  // namespace nightjar::night
