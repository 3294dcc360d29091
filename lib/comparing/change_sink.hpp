#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "feed/match.hpp"
#include "feed/reject.hpp"
#include "feed/size_bound.hpp"
#include "feed/staged_record.hpp"

namespace nightjar::comparing {

/// Receives what a comparison finds while it reads the dump: one call at a time, though not always
/// on the same thread. Rows are in the format of feed::Row::wire().
class ChangeSink {
 public:
  virtual ~ChangeSink() = default;

  /// A record that no fingerprint matched.
  virtual void stage(const feed::StagedRecord& record) = 0;
  /// A record that does not fit; its row has only the key.
  virtual void stage_spoiled(feed::Ordinal ordinal, std::string_view row) = 0;
  virtual void reject(const feed::Reject& reject) = 0;
  /// Which rows are so small that they certainly fit the tables.
  [[nodiscard]] virtual const feed::SizeBound& size_bound() const = 0;
  /// For each of the other rows why the tables cannot store it; nothing if they can.
  virtual std::vector<std::optional<feed::Violation>> try_rows(
      const std::vector<std::string_view>& rows) = 0;
  /// Gives every live row the fingerprint of its values, by ValueSetter.
  virtual void load_values(class LiveRows& rows) = 0;
};

}  // namespace nightjar::comparing
