#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "comparing/comparison.hpp"
#include "comparing/fingerprint_cache.hpp"
#include "comparing/live_rows.hpp"
#include "comparing/reconciliation.hpp"
#include "feed/change_sink.hpp"
#include "feed/definition.hpp"
#include "feed/fingerprinter.hpp"
#include "feed/match.hpp"
#include "support/temporary_folder.hpp"

namespace nightjar::support {

/// A row of the table before the night. The record is the line that it was loaded from.
struct KnownRow {
  std::string record;
  std::int64_t row_id = 0;
  feed::Match::Row state = feed::Match::Row::live;
};

/// One night of a feed without a server: a CSV dump with the columns `id` (the key) and `pages` is
/// compared with rows that this bench keeps instead of PostgreSQL.
class ComparisonBench : public feed::ChangeSink {
 public:
  using Meaning = comparing::LiveRows::Meaning;

  /// `meaning`: whether last night's fingerprint cache is there or the values come from the table.
  explicit ComparisonBench(std::vector<KnownRow> rows, Meaning meaning = Meaning::bytes,
                           feed::Kind kind = feed::Kind::snapshot);

  /// Compares the dump's lines, without its header, and reconciles.
  comparing::Reconciliation run(const std::vector<std::string>& lines);
  /// The rows of the new fingerprint cache, in the order of the dump: their ids, 0 for none. Only
  /// rows with an id are told where the cache is read back.
  std::vector<std::int64_t> remembered();

  void stage(const feed::StagedRecord& record) override;
  void stage_spoiled(feed::Ordinal ordinal, std::string_view row) override;
  void stage_spoiled_parent(feed::Ordinal ordinal, std::string_view row) override;

  std::vector<std::string> rejects;  ///< "line 3 wrong_type: the record"
  std::size_t values_read = 0;       ///< how often the values of all rows were read

 private:
  struct Known {
    std::int64_t row_id;
    Fingerprint value;
    feed::Match::Row state;
  };
  void know(const KnownRow& row);
  void match(feed::Ordinal ordinal, std::string_view row, feed::Match::Record record);
  void read_fingerprints(const feed::TakeFingerprint& one, const feed::TakeFingerprint& other);

  feed::Definition feed_;
  feed::Fingerprinter fingerprinter_;
  comparing::LiveRows live_;
  std::map<std::string, Known> table_;  ///< by the fingerprint of the key
  std::vector<feed::Match> matches_;
  TemporaryFolder folder_;
  comparing::FingerprintCacheWriter cache_;
};

/// "read 3, inserted 2": the counts that are not 0.
std::string text_of(const feed::Counts& counts);

}  // namespace nightjar::support
