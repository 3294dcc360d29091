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
#include "comparing/live_rows.hpp"
#include "comparing/parser.hpp"
#include "comparing/part.hpp"
#include "comparing/raw_matcher.hpp"
#include "comparing/value_matcher.hpp"
#include "feed/definition.hpp"
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
  Comparison(const feed::Definition& definition, LiveRows live,
             FingerprintCacheWriter& fingerprint_cache, Environment environment,
             std::int64_t first_row_id);

  /// The next records are those of the dump's file number `index`. `form`: see
  /// RawMatcher::begin_part().
  void begin_part(std::size_t index, const MakeMapper& make_record_mapper,
                  const Fingerprint& form = {});

  /// For the reader of the dump.
  [[nodiscard]] feed::RecordPredictor& predictor() { return raw_matcher_.predictor(); }

  void take(std::span<const feed::Record> records, const RawMatcher::LineOf& line_of) {
    Batch batch = raw_matcher_.match(records, line_of, relay_.spent());
    batch.part = part_;
    relay_.push(std::move(batch));
  }
  /// Waits until all accepted records have been examined.
  void finish() { relay_.finish(); }

  // The results, after it is finished.
  [[nodiscard]] const feed::Definition& definition() const { return definition_; }
  [[nodiscard]] const LiveRows& live() const { return live_; }
  [[nodiscard]] const RawMatcher& raw_matcher() const { return raw_matcher_; }
  [[nodiscard]] const ValueMatcher& value_matcher() const { return value_matcher_; }
  [[nodiscard]] FingerprintCacheWriter& fingerprint_cache() { return fingerprint_cache_; }
  /// Of the files that were begun.
  [[nodiscard]] std::vector<PartRecords> parts() const;
  /// By column, for the records that were parsed: see
  /// feed::RecordMapper::records_with_dropped_elements().
  [[nodiscard]] std::vector<std::uint64_t> records_with_dropped_elements() const;

 private:
  const feed::Definition& definition_;
  LiveRows live_;
  FingerprintCacheWriter& fingerprint_cache_;
  RawMatcher raw_matcher_;
  std::shared_ptr<Part> part_;  ///< the current one
  std::vector<PartRecords> begun_;
  std::vector<std::shared_ptr<Parser>> parsers_;
  ValueMatcher value_matcher_;
  Relay<Batch> relay_;  ///< last: its threads use the rest
};

}  // namespace nightjar::comparing
