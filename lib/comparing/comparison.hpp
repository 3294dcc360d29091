#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "comparing/findings.hpp"
#include "comparing/leaders.hpp"
#include "comparing/live_rows.hpp"
#include "comparing/side_file.hpp"
#include "feed/definition.hpp"
#include "feed/fingerprinter.hpp"
#include "feed/projector.hpp"
#include "feed/record.hpp"

namespace nightjar::comparing {

/// Holds a dump, as it streams past, against what is live. A record that a fingerprint knows is
/// never parsed; any other is parsed, checked and handed on to be staged.
class Comparison {
 public:
  /// The line of a byte offset within the current block; asked only for rejects.
  using LineOf = std::function<std::uint64_t(std::uint64_t offset)>;

  /// Keeps references to all but `live`. `first_row_id` is the first that no row bears yet.
  Comparison(const feed::Definition& definition, feed::Projector& projector, LiveRows live,
             SideFileWriter& side_file, Findings& findings, std::int64_t first_row_id);

  void take(std::span<const feed::Record> records, const LineOf& line_of);

  [[nodiscard]] std::uint64_t records() const { return ordinal_; }
  [[nodiscard]] std::int64_t next_row_id() const { return next_row_id_; }
  /// How many records were handed on, whole or spoiled.
  [[nodiscard]] std::uint64_t staged() const { return staged_; }

 private:
  friend struct Settling;

  /// A record whose row an earlier record with the same fingerprint stands for already.
  struct Repeat {
    std::size_t row;
    feed::Ordinal ordinal;
  };
  /// A record whose key an earlier record, also unknown to the fingerprints, bears already.
  struct Follower {
    std::size_t leader;
    feed::Ordinal ordinal;
    Fingerprint value;
  };

  void take(const feed::Record& record, const LineOf& line_of);
  /// The row that the record stands for, or 0.
  std::int64_t place(const feed::Record& record, const Fingerprint& bytes, const LineOf& line_of);
  std::int64_t place_unknown(const feed::Record& record, const LineOf& line_of);
  std::int64_t place_whole();
  std::int64_t show(std::size_t row);
  void turn_to_values_if_reformatted();

  const feed::Definition& definition_;
  feed::Projector& projector_;
  feed::Fingerprinter fingerprinter_;
  LiveRows live_;
  SideFileWriter& side_file_;
  Findings& findings_;

  feed::Row row_;
  Leaders leaders_;
  std::vector<Repeat> repeats_;
  std::vector<Follower> followers_;
  feed::Ordinal ordinal_ = 0;
  std::int64_t next_row_id_;
  std::uint64_t staged_ = 0;
  std::uint64_t rejected_ = 0;
  std::uint64_t recent_ = 0;  ///< records since the last look at the share of misses
  std::uint64_t recent_misses_ = 0;
};

}  // namespace nightjar::comparing
