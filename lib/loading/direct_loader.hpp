#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "feed/definition.hpp"
#include "feed/staged_record.hpp"
#include "loading/change_writer.hpp"
#include "loading/row_batch.hpp"
#include "postgres/connection.hpp"
#include "postgres/copy_writer.hpp"

namespace nightjar::loading {

/// Loads a table that was never loaded, straight from the dump and within the transaction that will
/// publish the night: there is nothing to compare with, so nothing is staged. The indexes are
/// created after the data, which costs a third of maintaining them row by row; until the commit the
/// table is locked against readers, who would find it empty.
class DirectLoader : public ChangeWriter {
 public:
  /// Locks and truncates the table, if it has no row, this user may, and nobody uses it at this
  /// moment. Returns whether it did: if not, the rows must be loaded through staging as in every
  /// other night.
  static bool claim(postgres::Transaction& transaction, const feed::Definition& definition);

  /// The table must have been claimed in this transaction.
  DirectLoader(postgres::Transaction& transaction, const feed::Definition& definition,
               std::int64_t run_id, Instant as_of);

  /// Rows are copied on another thread, which alone uses the transaction's session until
  /// finish().
  void stage(const feed::StagedRecord& record) override;
  /// Only counts them: there is no live row that they could protect.
  void stage_spoiled(feed::Ordinal ordinal, std::string_view row) override;
  void stage_spoiled_parent(feed::Ordinal ordinal, std::string_view row) override;
  /// Ends the COPY. Returns no matches, since no key is known yet.
  std::vector<feed::Match> finish(std::uint64_t records) override;
  /// Creates the indexes and the statistics. Throws Error if a key occurs twice.
  void publish(const Changes& changes) override;
  std::vector<Example> examples(const Changes& changes) override;

 private:
  void drop_indexes();

  postgres::Transaction& transaction_;
  const feed::Definition& definition_;
  std::vector<std::string> index_statements_;
  std::string night_;  ///< valid_from and run_id, as fields
  std::optional<postgres::CopyWriter> writer_;
  std::uint64_t spoiled_ = 0;
  RowBatchQueue batches_;  ///< last: their thread uses the writer
};

}  // namespace nightjar::loading
