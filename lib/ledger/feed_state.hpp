#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// The state of a feed after its last commit: its row in nightjar.feeds.
struct FeedState {
  std::optional<std::string> digest;  ///< of the definition it was loaded with; nothing before that
  std::optional<std::string> token;   ///< the stamp of its fingerprint cache
  std::int64_t next_row_id = 1;
  /// For CSV: whether the last line of its files is expected to have a line end.
  std::optional<bool> ends_with_line_end = std::nullopt;
};

/// Throws Misconfigured for a feed whose table no migration has created.
FeedState state_of(postgres::Executor& database, const std::string& feed);
/// Records the state after a commit; `state` has no token yet, and the new one is returned.
/// `run_id`: the night, or nothing if only fingerprints were renewed.
std::string set_state(postgres::Executor& database, const std::string& feed, const FeedState& state,
                      std::optional<std::int64_t> run_id);

}  // namespace nightjar::ledger
