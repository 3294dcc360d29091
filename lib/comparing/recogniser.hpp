#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "comparing/batch.hpp"
#include "comparing/live_rows.hpp"
#include "comparing/recollection.hpp"
#include "feed/definition.hpp"
#include "feed/record.hpp"

namespace nightjar::comparing {

/// A record whose row an earlier record with the same fingerprint stands for already.
struct Repeat {
  std::size_t row;
  feed::Ordinal ordinal;
};

/// The first half of a comparison: recognises by the fingerprint of their bytes the records that
/// are the same as last night, at the speed at which the dump can be read. Nothing is parsed.
class Recogniser {
 public:
  /// The line of a byte offset within the newest records.
  using LineOf = std::function<std::uint64_t(std::uint64_t offset)>;

  /// `kind`: whether a dump lists all rows, so that one without those of last night has them in
  /// another form.
  Recogniser(LiveRows& live, feed::Kind kind);

  /// For the reader of the dump.
  [[nodiscard]] feed::Recollection& recollection() { return recollection_; }

  /// Fills `spent`, of which only the memory is made use of. Throws BadDump beyond 4.29 billion
  /// records.
  Batch recognise(std::span<const feed::Record> records, const LineOf& line_of, Batch spent = {});

  [[nodiscard]] feed::Ordinal records() const { return ordinal_; }
  [[nodiscard]] const std::vector<Repeat>& repeats() const { return repeats_; }

 private:
  [[nodiscard]] std::optional<std::size_t> find(const feed::Record& record,
                                                const Fingerprint& bytes);
  std::int64_t show(std::size_t row);
  void note_unknown(const feed::Record& record, const LineOf& line_of, Batch& batch);
  void notice_reformatting();

  LiveRows& live_;
  feed::Kind kind_;
  LiveRows::Meaning meaning_;
  Recollection recollection_;
  std::vector<Repeat> repeats_;
  feed::Ordinal ordinal_ = 0;
  std::uint64_t recent_ = 0;  ///< records since the share of misses was last looked at
  std::uint64_t recent_misses_ = 0;
  std::uint64_t misses_ = 0;  ///< records that no fingerprint knew
  std::uint64_t shown_ = 0;   ///< live rows that a record was recognised as
};

}  // namespace nightjar::comparing
