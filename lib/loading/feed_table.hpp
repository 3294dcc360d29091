#pragma once

#include <cstdint>
#include <vector>

#include "base/instant.hpp"
#include "feed/counts.hpp"
#include "feed/definition.hpp"
#include "feed/match.hpp"
#include "postgres/connection.hpp"

namespace nightjar::loading {

/// What a night writes to one feed's tables.
struct Changes {
  std::int64_t run_id = 0;
  Instant as_of;
  feed::Counts counts;  ///< what the statements must have changed
  std::vector<feed::Ordinal>
      withdrawn;                   ///< staged records that lost to an earlier record of their key
  std::vector<std::int64_t> gone;  ///< row ids that the dump no longer lists
};

/// The tables of one feed, as a night writes them. The caller holds the dataset's lock.
class FeedTable {
 public:
  enum class Rows { none, some };

  explicit FeedTable(const feed::Definition& definition) : definition_(definition) {}

  /// Whether the table has a row at all, live or deleted.
  [[nodiscard]] Rows rows(postgres::Executor& database) const;
  /// How many rows the table has according to its statistics; 0 if there are none.
  [[nodiscard]] std::uint64_t estimated_rows(postgres::Executor& database) const;
  /// Truncates staging within the transaction that will publish the night: if it does not commit,
  /// staging stays as it was.
  void empty_staging(postgres::Transaction& transaction) const;

  /// Closes the versions that StagingWriter has found to be replaced, opens the new ones, inserts,
  /// and soft-deletes, within the caller's transaction, which must be the writer's too. Throws
  /// Error if PostgreSQL changed another number of rows than the night has counted: then another
  /// session wrote to the tables, or staging was lost in a crash of the server, and nothing may be
  /// committed.
  void publish(postgres::Transaction& transaction, const Changes& changes) const;
  /// Its first step: removes from staging the records that lost to an earlier one of their key.
  void withdraw(postgres::Transaction& transaction, const Changes& changes) const;

 private:
  const feed::Definition& definition_;
};

}  // namespace nightjar::loading
