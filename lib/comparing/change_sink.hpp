#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "feed/match.hpp"
#include "feed/reject.hpp"
#include "feed/size_bound.hpp"
#include "feed/staged_record.hpp"

namespace nightjar::comparing {

/// Takes what a comparison finds out while the dump streams past: one call at a time, though not
/// always on the same thread. Rows are as feed::Row::wire() has them.
class ChangeSink {
 public:
  virtual ~ChangeSink() = default;

  /// A record that no fingerprint knew.
  virtual void stage(const feed::StagedRecord& record) = 0;
  /// A record that does not fit, of which the row holds only the key.
  virtual void stage_spoiled(feed::Ordinal ordinal, std::string_view row) = 0;
  virtual void reject(const feed::Reject& reject) = 0;
  /// Which rows are so small that the tables surely hold them.
  [[nodiscard]] virtual const feed::SizeBound& size_bound() const = 0;
  /// For each of the other rows why the tables cannot hold it; nothing where they can.
  virtual std::vector<std::optional<feed::Violation>> try_rows(
      const std::vector<std::string_view>& rows) = 0;
  /// Gives every live row the fingerprint of its values, by ValueSetter.
  virtual void load_values(class LiveRows& rows) = 0;
};

}  // namespace nightjar::comparing
