#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "base/relay.hpp"
#include "comparing/batch.hpp"
#include "comparing/environment.hpp"
#include "comparing/fingerprint_cache.hpp"
#include "comparing/last_dump.hpp"
#include "comparing/live_rows.hpp"
#include "comparing/parent_matcher.hpp"
#include "comparing/parser.hpp"
#include "comparing/part.hpp"
#include "comparing/raw_matcher.hpp"
#include "comparing/value_matcher.hpp"
#include "feed/definition.hpp"
#include "feed/expander.hpp"
#include "feed/record.hpp"

namespace nightjar::comparing {

/// Compares a dump with the live rows while it is being read. Records that are recognised by their
/// bytes are matched on the caller's thread; the others are parsed on other threads in parallel,
/// and then examined in order. So reading overlaps with parsing, and both with the COPY into
/// PostgreSQL.
class Comparison {
 public:
  /// Keeps references to the definition and the fingerprint cache. `first_row_id` is the first free
  /// row id.
  Comparison(const feed::Definition& definition, LastDump last,
             FingerprintCacheWriter& fingerprint_cache, Environment environment,
             std::int64_t first_row_id);

  /// The next records are those of the dump's file number `index`. `form`: see
  /// RawMatcher::begin_part(). A child feed has an expander, and its mappers are of the elements.
  void begin_part(std::size_t index, const MakeMapper& make_record_mapper,
                  const Fingerprint& form = {}, std::unique_ptr<feed::Expander> expander = nullptr);

  /// For the reader of the dump.
  [[nodiscard]] feed::RecordPredictor& predictor();

  void take(std::span<const feed::Record> records, const RawMatcher::LineOf& line_of);
  /// Waits until all accepted records have been examined.
  void finish() { relay_.finish(); }

  // The results, after it is finished.
  [[nodiscard]] const feed::Definition& definition() const { return definition_; }
  [[nodiscard]] const LiveRows& live() const { return last_.rows; }
  [[nodiscard]] const RawMatcher& raw_matcher() const { return raw_matcher_; }
  [[nodiscard]] const ValueMatcher& value_matcher() const { return value_matcher_; }
  [[nodiscard]] FingerprintCacheWriter& fingerprint_cache() { return fingerprint_cache_; }
  /// Of the files that were begun.
  [[nodiscard]] std::vector<PartRecords> parts() const;
  /// By column, for the records that were parsed: see
  /// feed::RecordMapper::records_with_dropped_elements().
  [[nodiscard]] std::vector<std::uint64_t> records_with_dropped_elements() const;

 private:
  void push(Batch batch);

  const feed::Definition& definition_;
  LastDump last_;
  FingerprintCacheWriter& fingerprint_cache_;
  RawMatcher raw_matcher_;
  std::unique_ptr<ParentMatcher> parent_matcher_;  ///< of a child feed
  std::shared_ptr<Part> part_;                     ///< the current one
  std::vector<PartRecords> begun_;
  std::vector<std::shared_ptr<Parser>> parsers_;
  ValueMatcher value_matcher_;
  Relay<Batch> relay_;  ///< last: its threads use the rest
};

}  // namespace nightjar::comparing
