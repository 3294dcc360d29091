#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/instant.hpp"
#include "feed/change_sink.hpp"
#include "feed/definition.hpp"
#include "feed/match.hpp"
#include "loading/examples.hpp"
#include "loading/feed_table.hpp"
#include "postgres/connection.hpp"

namespace nightjar::loading {

/// Writes what a comparison found to one feed's tables, within the transaction that publishes the
/// night. The transaction's session is used for nothing else until finish().
class ChangeWriter : public feed::ChangeSink {
 public:
  /// Ends the records; `records` is their number. Throws Error if PostgreSQL accepted another
  /// number. Returns those whose keys are known.
  virtual std::vector<feed::Match> finish(std::uint64_t records) = 0;
  /// Writes the changes to the feed's table.
  virtual void publish(const Changes& changes) = 0;
  /// Examples of what publish() would write, which must not be called after this.
  virtual std::vector<Example> examples(const Changes& changes) = 0;

 protected:
  /// Throws Error if PostgreSQL accepted another number of rows than it was sent.
  static void expect_rows(const feed::Definition& definition, std::uint64_t sent,
                          std::uint64_t taken);
};

/// Whether a feed was ever loaded: a table that is only empty may have readers.
enum class Loaded { never, before };

/// The writer for a night's changes: a DirectLoader if the feed was never loaded and nobody uses
/// its table, otherwise a StagingWriter. Other sessions of the night must not query the table after
/// this.
std::unique_ptr<ChangeWriter> make_change_writer(postgres::Transaction& transaction,
                                                 const feed::Definition& definition,
                                                 std::int64_t run_id, Instant as_of, Loaded loaded);

}  // namespace nightjar::loading
