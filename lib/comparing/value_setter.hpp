#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "comparing/live_rows.hpp"
#include "feed/live_fingerprints.hpp"

namespace nightjar::comparing {

/// Sets the value fingerprints of live rows while a part of the table is read that contains them
/// mostly in their order. Several can run in parallel, each for other rows.
class ValueSetter {
 public:
  /// All that set the same rows share `strays`.
  ValueSetter(LiveRows& rows, std::mutex& strays) : rows_(rows), strays_mutex_(strays) {}

  void set(std::int64_t row_id, const Fingerprint& value);
  /// Sets those that were not at the expected position.
  void finish();

 private:
  [[nodiscard]] std::optional<std::size_t> search(std::int64_t row_id) const;

  LiveRows& rows_;
  std::mutex& strays_mutex_;
  std::size_t expected_ = 0;  ///< the row after the one set last
  std::size_t astray_ = 0;    ///< strays in a row
  std::vector<std::pair<std::int64_t, Fingerprint>> strays_;
};

/// The live rows by their values. `estimated`: about how many there are.
LiveRows read_live_rows(std::uint64_t estimated, const feed::ReadFingerprints& read);

/// Turns rows that are known by the bytes of their records to their values.
void set_values(LiveRows& rows, const feed::ReadFingerprints& read);

}  // namespace nightjar::comparing
