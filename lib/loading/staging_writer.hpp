#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "feed/definition.hpp"
#include "feed/match.hpp"
#include "feed/staged_record.hpp"
#include "loading/row_batch.hpp"
#include "postgres/connection.hpp"

namespace nightjar::loading {

/// Hands the records that have to be looked at to PostgreSQL, within the transaction that will
/// publish the night: there their keys are looked up, the versions that they replace are copied to
/// a table of the transaction's own, and what the night is going to write goes to the feed's
/// staging table. Nothing of either is left where the night comes to nothing.
///
/// That happens in batches and on another thread: while the dump is still being read PostgreSQL
/// would be idle otherwise. The fate of a record that lost to an earlier one of its key is not
/// known yet then; FeedTable::publish() takes it back.
class StagingWriter {
 public:
  /// The transaction's session is used for nothing else until finish().
  StagingWriter(postgres::Transaction& transaction, const feed::Definition& definition,
                std::int64_t run_id, Instant as_of);

  void stage(const feed::StagedRecord& record);
  /// A record that does not fit; the row holds its key.
  void stage_spoiled(feed::Ordinal ordinal, std::string_view row);
  /// Waits until all is looked up. Returns how many records PostgreSQL took.
  std::uint64_t finish();

  /// The records whose keys the table knows; all of them once it is finished.
  [[nodiscard]] const std::vector<feed::Match>& matches() const { return matches_; }

 private:
  void take(const RowBatch& batch);
  void copy(const RowBatch& batch);

  postgres::Transaction& transaction_;
  const feed::Definition& definition_;
  std::string take_batch_;
  bool has_taken_ = false;  ///< a batch, so that there are tables for the next
  std::uint64_t taken_ = 0;
  std::vector<feed::Match> matches_;
  RowBatchQueue batches_;  ///< last: their thread uses the rest
};

}  // namespace nightjar::loading
