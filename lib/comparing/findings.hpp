#pragma once

#include <cstdint>
#include <string_view>

#include "feed/match.hpp"
#include "feed/reject.hpp"
#include "hashing/fingerprint.hpp"

namespace nightjar::comparing {

/// Takes what a comparison finds out while the dump streams past: one call at a time, though not
/// always on the same thread. Rows are as feed::Row::wire() has them.
class Findings {
 public:
  virtual ~Findings() = default;

  /// A record that no fingerprint knew. `row_id` is for its row, should its key be new.
  virtual void stage(feed::Ordinal ordinal, std::string_view row, const Fingerprint& value,
                     std::int64_t row_id) = 0;
  /// A record that does not fit, of which the row holds only the key.
  virtual void stage_spoiled(feed::Ordinal ordinal, std::string_view row) = 0;
  virtual void reject(const feed::Reject& reject) = 0;
  /// Sets the value fingerprint of every live row with LiveRows::set_value().
  virtual void load_values(class LiveRows& rows) = 0;
};

}  // namespace nightjar::comparing
