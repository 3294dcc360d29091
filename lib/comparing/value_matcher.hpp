#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "comparing/batch.hpp"
#include "comparing/environment.hpp"
#include "comparing/fingerprint_cache.hpp"
#include "comparing/first_occurrences.hpp"
#include "comparing/live_rows.hpp"
#include "comparing/raw_matcher.hpp"
#include "feed/definition.hpp"

namespace nightjar::comparing {

/// A record whose key an earlier unmatched record already has.
struct LaterOccurrence {
  std::size_t first_occurrence = 0;
  feed::Ordinal ordinal = 0;
  Fingerprint value{};
};

/// The last part of a comparison: compares parsed records with the values of the live rows, if
/// those are available, and passes on the rest. Writes the fingerprint cache.
class ValueMatcher {
 public:
  /// Keeps references to the first three. `first_row_id` is the first free row id.
  ValueMatcher(const feed::Definition& definition, LiveRows& live,
               FingerprintCacheWriter& fingerprint_cache, Environment environment,
               std::int64_t first_row_id)
      : definition_(definition),
        live_(live),
        fingerprint_cache_(fingerprint_cache),
        environment_(std::move(environment)),
        next_row_id_(first_row_id) {}

  /// The batch's unmatched records have been parsed; batches come in the order of the dump.
  void examine(Batch& batch);

  [[nodiscard]] const FirstOccurrences& first_occurrences() const { return first_occurrences_; }
  [[nodiscard]] const std::vector<LaterOccurrence>& later_occurrences() const {
    return later_occurrences_;
  }
  [[nodiscard]] const std::vector<RepeatedRecord>& repeats() const { return repeats_; }
  [[nodiscard]] std::int64_t next_row_id() const { return next_row_id_; }
  [[nodiscard]] std::uint64_t staged() const { return staged_; }
  [[nodiscard]] std::uint64_t rejected() const { return rejected_; }
  /// Rows of empty fields only, which are not records.
  [[nodiscard]] std::uint64_t blank() const { return blank_; }
  /// Header lines of a CSV beyond the first, which are not records either.
  [[nodiscard]] std::uint64_t repeated_headers() const { return repeated_headers_; }
  /// The last record of a file of the dump that no fingerprint matched, or that does not fit.
  [[nodiscard]] std::optional<feed::Ordinal> newest_news(std::size_t part) const;

 private:
  void refuse_too_long(Batch& batch);
  void spoil(Batch& batch, ParsedMiss& parsed, feed::Violation violation) const;
  std::int64_t place(const Batch& batch, const Miss& unknown, const ParsedMiss& parsed);
  void stage_spoiled(feed::Ordinal ordinal, const Miss& unknown, std::string_view row);
  std::int64_t place_whole(feed::Ordinal ordinal, const Batch& batch, const Miss& unknown,
                           const ParsedMiss& parsed);

  const feed::Definition& definition_;
  LiveRows& live_;
  FingerprintCacheWriter& fingerprint_cache_;
  Environment environment_;

  FirstOccurrences first_occurrences_;
  std::vector<LaterOccurrence> later_occurrences_;
  std::vector<RepeatedRecord> repeats_;
  std::int64_t next_row_id_;
  std::uint64_t staged_ = 0;
  std::uint64_t rejected_ = 0;
  std::uint64_t blank_ = 0;
  std::uint64_t repeated_headers_ = 0;
  std::optional<feed::Ordinal> news_in_batch_;        ///< the last
  std::map<std::size_t, feed::Ordinal> newest_news_;  ///< by part
};

}  // namespace nightjar::comparing
