#pragma once

#include <cstdint>
#include <vector>

#include "comparing/batch.hpp"
#include "comparing/findings.hpp"
#include "comparing/leaders.hpp"
#include "comparing/live_rows.hpp"
#include "comparing/recogniser.hpp"
#include "comparing/side_file.hpp"
#include "feed/definition.hpp"
#include "feed/fingerprinter.hpp"
#include "feed/projector.hpp"

namespace nightjar::comparing {

/// A record whose key an earlier record, also unknown to the fingerprints, bears already.
struct Follower {
  std::size_t leader;
  feed::Ordinal ordinal;
  Fingerprint value;
};

/// The second half of a comparison: parses what was not recognised, holds it against the values of
/// the live rows where those are at hand, and hands on what is left. Writes the side file.
class Examiner {
 public:
  /// Keeps references to all. `first_row_id` is the first that no row bears yet.
  Examiner(const feed::Definition& definition, feed::Projector& projector, LiveRows& live,
           SideFileWriter& side_file, Findings& findings, std::int64_t first_row_id);

  void examine(Batch& batch);

  [[nodiscard]] const Leaders& leaders() const { return leaders_; }
  [[nodiscard]] const std::vector<Follower>& followers() const { return followers_; }
  [[nodiscard]] const std::vector<Repeat>& repeats() const { return repeats_; }
  [[nodiscard]] std::int64_t next_row_id() const { return next_row_id_; }
  [[nodiscard]] std::uint64_t staged() const { return staged_; }
  [[nodiscard]] std::uint64_t rejected() const { return rejected_; }
  /// Rows of empty fields only, which are no records.
  [[nodiscard]] std::uint64_t blank() const { return blank_; }

 private:
  std::int64_t place(const Batch& batch, const Unknown& unknown);
  std::int64_t place_whole(feed::Ordinal ordinal);

  feed::Projector& projector_;
  feed::Fingerprinter fingerprinter_;
  LiveRows& live_;
  SideFileWriter& side_file_;
  Findings& findings_;

  feed::Row row_;
  Leaders leaders_;
  std::vector<Follower> followers_;
  std::vector<Repeat> repeats_;
  std::int64_t next_row_id_;
  std::uint64_t staged_ = 0;
  std::uint64_t rejected_ = 0;
  std::uint64_t blank_ = 0;
};

}  // namespace nightjar::comparing
