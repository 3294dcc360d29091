#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "comparing/live_rows.hpp"
#include "hashing/fingerprint.hpp"

namespace nightjar::comparing {

/// The records of last night's dump of a child feed whose elements are all live rows, by the
/// fingerprints of their bytes: with the same bytes they have the same elements again. 40 bytes
/// each.
class LiveParents {
 public:
  /// The elements of a record: consecutive rows of LiveRows.
  struct Elements {
    std::size_t first = 0;
    std::size_t count = 0;
  };

  /// In the order of the dump. `length` is that of the record, in bytes.
  void add(const Fingerprint& bytes, std::uint32_t length, const Elements& elements) {
    constexpr std::int64_t no_row = 0;
    records_.add(bytes, no_row, length);
    firsts_.push_back(static_cast<std::uint32_t>(elements.first));
    counts_.push_back(static_cast<std::uint32_t>(elements.count));
  }

  /// The record with these bytes: first searches after the one that was found last.
  std::optional<std::size_t> find(const Fingerprint& bytes) {
    return records_.size() == 0 ? std::nullopt : records_.find(bytes);
  }
  /// Records that it was found in another way.
  void found(std::size_t parent) { records_.found(parent); }
  [[nodiscard]] Elements elements(std::size_t parent) const {
    return {firsts_[parent], counts_[parent]};
  }
  /// Their fingerprints and lengths, for a LastDumpPredictor. They have no row ids.
  [[nodiscard]] const LiveRows& records() const { return records_; }

 private:
  LiveRows records_;
  std::vector<std::uint32_t> firsts_;
  std::vector<std::uint32_t> counts_;
};

}  // namespace nightjar::comparing
