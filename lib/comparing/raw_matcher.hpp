#pragma once

#include <cstdint>
#include <functional>
#include <optional>
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
  [[nodiscard]] LastDumpPredictor& predictor() { return predictor_; }

  /// Begins a file of the dump. `form` differs for files whose records have another meaning even if
  /// they have the same bytes, because the columns are in another order: then they are not
  /// recognised as those of the other files.
  void begin_part(const Fingerprint& form);

  /// Reuses only the memory of `spent`. Throws BadDump beyond 4.29 billion records.
  Batch match(std::span<const feed::Record> records, const LineOf& line_of, Batch spent = {});

  // The steps of it, for ParentMatcher.

  /// An empty batch that goes on where the last one ended, with room for so many more records.
  [[nodiscard]] Batch begin(Batch spent, std::size_t records = 0) const;
  /// Compares one record, whose line is asked for only if it is not known.
  void take(const feed::Record& record, const LineOf& line_of, Batch& batch);
  /// Lists consecutive live rows that are known to be in the dump.
  void take_rows(std::size_t first, std::size_t count, Batch& batch);
  /// Lists a record of a child feed. It is counted, but is no row itself.
  void take_parent(const Fingerprint& bytes, std::size_t length, std::size_t elements,
                   Batch& batch);
  /// Lists a record of a child feed that has no elements because it does not fit.
  void take_refused(const feed::Record& record, const Fingerprint& bytes, RefusedParent refused,
                    const LineOf& line_of, Batch& batch);
  /// No record follows in this batch.
  void end(Batch& batch) const;
  /// No record follows in this block of the file.
  void end_block();

  [[nodiscard]] LiveRows::Meaning meaning() const { return meaning_; }
  [[nodiscard]] feed::Ordinal records() const { return ordinal_; }
  /// How many of them are records of a child feed, with their elements after them.
  [[nodiscard]] std::uint64_t parents() const { return parents_; }
  [[nodiscard]] const std::vector<RepeatedRecord>& repeats() const { return repeats_; }

 private:
  [[nodiscard]] std::optional<std::size_t> find(const feed::Record& record,
                                                const Fingerprint& bytes);
  std::int64_t show(std::size_t row);
  void list(const Fingerprint& bytes, std::int64_t row_id, std::size_t length, Batch& batch);
  Miss& note_unknown(const feed::Record& record, const LineOf& line_of, Batch& batch);

  LiveRows& live_;
  feed::Kind kind_;
  LiveRows::Meaning meaning_;
  LastDumpPredictor predictor_;
  Fingerprint form_;
  std::vector<RepeatedRecord> repeats_;
  feed::Ordinal ordinal_ = 0;
  std::uint64_t parents_ = 0;
  feed::Ordinal checked_ = 0;        ///< the records when the share of misses was last checked
  std::uint64_t recent_misses_ = 0;  ///< since then
  std::uint64_t misses_ = 0;         ///< records that no fingerprint matched
  std::uint64_t shown_ = 0;          ///< live rows that a record matched
};

}  // namespace nightjar::comparing
