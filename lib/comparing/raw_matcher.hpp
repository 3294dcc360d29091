#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "comparing/batch.hpp"
#include "comparing/last_dump_predictor.hpp"
#include "comparing/live_rows.hpp"
#include "feed/definition.hpp"
#include "feed/record.hpp"

namespace nightjar::comparing {

/// A record with the same fingerprint as an earlier record, which has the row already.
struct RepeatedRecord {
  std::size_t row;
  feed::Ordinal ordinal;
};

/// The first half of a comparison: matches the records that are the same as last night by the
/// fingerprint of their bytes, at the speed at which the dump can be read. Nothing is parsed.
class RawMatcher {
 public:
  /// The line of a byte offset within the newest records.
  using LineOf = std::function<std::uint64_t(std::uint64_t offset)>;

  /// `kind`: if a dump lists all rows, one without last night's records contains them in another
  /// form.
  RawMatcher(LiveRows& live, feed::Kind kind);

  /// For the reader of the dump.
  [[nodiscard]] feed::RecordPredictor& predictor() { return predictor_; }

  /// Begins a file of the dump. `form` differs for files whose records have another meaning even if
  /// they have the same bytes, because the columns are in another order: then they are not
  /// recognised as those of the other files.
  void begin_part(const Fingerprint& form);

  /// Reuses only the memory of `spent`. Throws BadDump beyond 4.29 billion records.
  Batch match(std::span<const feed::Record> records, const LineOf& line_of, Batch spent = {});

  [[nodiscard]] feed::Ordinal records() const { return ordinal_; }
  [[nodiscard]] const std::vector<RepeatedRecord>& repeats() const { return repeats_; }

 private:
  [[nodiscard]] std::optional<std::size_t> find(const feed::Record& record,
                                                const Fingerprint& bytes);
  std::int64_t show(std::size_t row);
  void note_unknown(const feed::Record& record, const LineOf& line_of, Batch& batch);
  void notice_reformatting();

  LiveRows& live_;
  feed::Kind kind_;
  LiveRows::Meaning meaning_;
  LastDumpPredictor predictor_;
  Fingerprint form_;
  std::vector<RepeatedRecord> repeats_;
  feed::Ordinal ordinal_ = 0;
  std::uint64_t recent_ = 0;  ///< records since the share of misses was last checked
  std::uint64_t recent_misses_ = 0;
  std::uint64_t misses_ = 0;  ///< records that no fingerprint matched
  std::uint64_t shown_ = 0;   ///< live rows that a record matched
};

}  // namespace nightjar::comparing
