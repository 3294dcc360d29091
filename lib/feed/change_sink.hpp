#pragma once

#include <string_view>

#include "feed/match.hpp"
#include "feed/staged_record.hpp"

namespace nightjar::feed {

/// Receives the records of a dump that no fingerprint matched, in order: one call at a time, though
/// not always on the same thread. Rows are in the format of Row::wire().
class ChangeSink {
 public:
  virtual ~ChangeSink() = default;

  /// A record whose values fit.
  virtual void stage(const StagedRecord& record) = 0;
  /// A record that does not fit; its row has only the key.
  virtual void stage_spoiled(Ordinal ordinal, std::string_view row) = 0;
  /// A record of a child feed that does not fit, so that its elements are not known: the row has
  /// only what the key takes from the record. The rows with these values stay as they are.
  virtual void stage_spoiled_parent(Ordinal ordinal, std::string_view row) = 0;
};

}  // namespace nightjar::feed
