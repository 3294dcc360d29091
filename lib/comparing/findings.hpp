#pragma once

#include <string_view>

#include "feed/match.hpp"
#include "feed/reject.hpp"
#include "feed/staged.hpp"

namespace nightjar::comparing {

/// Takes what a comparison finds out while the dump streams past: one call at a time, though not
/// always on the same thread. Rows are as feed::Row::wire() has them.
class Findings {
 public:
  virtual ~Findings() = default;

  /// A record that no fingerprint knew.
  virtual void stage(const feed::Staged& record) = 0;
  /// A record that does not fit, of which the row holds only the key.
  virtual void stage_spoiled(feed::Ordinal ordinal, std::string_view row) = 0;
  virtual void reject(const feed::Reject& reject) = 0;
  /// Gives every live row the fingerprint of its values, by ValueSetter.
  virtual void load_values(class LiveRows& rows) = 0;
};

}  // namespace nightjar::comparing
