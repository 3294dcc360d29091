#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "comparing/batch.hpp"
#include "comparing/findings.hpp"
#include "comparing/leaders.hpp"
#include "comparing/live_rows.hpp"
#include "comparing/recogniser.hpp"
#include "comparing/side_file.hpp"
#include "feed/definition.hpp"

namespace nightjar::comparing {

/// A record whose key an earlier record, also unknown to the fingerprints, bears already.
struct Follower {
  std::size_t leader;
  feed::Ordinal ordinal;
  Fingerprint value;
};

/// The last part of a comparison: holds what was parsed against the values of the live rows, where
/// those are at hand, and hands on what is left. Writes the side file.
class Examiner {
 public:
  /// Keeps references to all. `first_row_id` is the first that no row bears yet.
  Examiner(const feed::Definition& definition, LiveRows& live, SideFileWriter& side_file,
           Findings& findings, std::int64_t first_row_id)
      : definition_(definition),
        live_(live),
        side_file_(side_file),
        findings_(findings),
        next_row_id_(first_row_id) {}

  /// The batch's unknown records have been parsed; batches come in the order of the dump.
  void examine(Batch& batch);

  [[nodiscard]] const Leaders& leaders() const { return leaders_; }
  [[nodiscard]] const std::vector<Follower>& followers() const { return followers_; }
  [[nodiscard]] const std::vector<Repeat>& repeats() const { return repeats_; }
  [[nodiscard]] std::int64_t next_row_id() const { return next_row_id_; }
  [[nodiscard]] std::uint64_t staged() const { return staged_; }
  [[nodiscard]] std::uint64_t rejected() const { return rejected_; }
  /// Rows of empty fields only, which are no records.
  [[nodiscard]] std::uint64_t blank() const { return blank_; }
  /// Header lines of a CSV beyond the first, which are no records either.
  [[nodiscard]] std::uint64_t repeated_headers() const { return repeated_headers_; }
  /// The last record of the dump that no fingerprint knew, or that does not fit.
  [[nodiscard]] std::optional<feed::Ordinal> newest_news() const { return newest_news_; }

 private:
  void refuse_too_long(Batch& batch);
  void spoil(Batch& batch, Parsed& parsed, feed::Flaw flaw) const;
  std::int64_t place(const Batch& batch, const Unknown& unknown, const Parsed& parsed);
  std::int64_t place_whole(feed::Ordinal ordinal, const Batch& batch, const Unknown& unknown,
                           const Parsed& parsed);

  const feed::Definition& definition_;
  LiveRows& live_;
  SideFileWriter& side_file_;
  Findings& findings_;

  Leaders leaders_;
  std::vector<Follower> followers_;
  std::vector<Repeat> repeats_;
  std::int64_t next_row_id_;
  std::uint64_t staged_ = 0;
  std::uint64_t rejected_ = 0;
  std::uint64_t blank_ = 0;
  std::uint64_t repeated_headers_ = 0;
  std::optional<feed::Ordinal> newest_news_;
};

}  // namespace nightjar::comparing
