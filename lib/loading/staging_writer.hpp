#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "feed/definition.hpp"
#include "feed/match.hpp"
#include "feed/staged_record.hpp"
#include "loading/change_writer.hpp"
#include "loading/row_batch.hpp"
#include "postgres/connection.hpp"

namespace nightjar::loading {

/// Sends the records that must be looked up to PostgreSQL, within the transaction that will publish
/// the night: there their keys are looked up, the versions that they replace are copied to a
/// temporary table of the transaction, and the rows that the night will write go to the feed's
/// staging table. If the night does not commit, nothing of either remains.
///
/// This is done in batches and on another thread: otherwise PostgreSQL would be idle while the dump
/// is being read. It is not yet known then whether a record loses to an earlier one of its key;
/// publish() removes those.
class StagingWriter : public ChangeWriter {
 public:
  StagingWriter(postgres::Transaction& transaction, const feed::Definition& definition,
                std::int64_t run_id, Instant as_of);

  void stage(const feed::StagedRecord& record) override;
  void stage_spoiled(feed::Ordinal ordinal, std::string_view row) override;
  void stage_spoiled_parent(feed::Ordinal ordinal, std::string_view row) override;
  /// Waits until all records are looked up.
  std::vector<feed::Match> finish(std::uint64_t records) override;
  void publish(const Changes& changes) override;
  std::vector<Example> examples(const Changes& changes) override;

 private:
  void take(const RowBatch& batch);
  void read_matches(const std::string& statement);
  void copy(const RowBatch& batch);

  postgres::Transaction& transaction_;
  const feed::Definition& definition_;
  std::string take_batch_;
  std::string kept_elements_;  ///< of records of a child feed that do not fit
  bool has_taken_ = false;     ///< a batch, so that there are tables for the next
  std::uint64_t taken_ = 0;
  std::vector<feed::Match> matches_;
  RowBatchQueue batches_;  ///< last: their thread uses the rest
};

}  // namespace nightjar::loading
