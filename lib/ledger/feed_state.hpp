#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// What the last commit of a feed left behind: its line of nightjar.feeds.
struct FeedState {
  std::optional<std::string> digest;  ///< of the definition it was loaded by; nothing before that
  std::optional<std::string> token;   ///< what its fingerprint cache is stamped with
  std::int64_t next_row_id = 1;
  /// Of a CSV: whether the last line of its files is expected to have an end.
  std::optional<bool> ends_with_line_end = std::nullopt;
};

/// Throws Misconfigured for a feed that no migration has made a table for.
FeedState state_of(postgres::Executor& database, const std::string& feed);
/// Notes what a commit leaves behind; `state` has no token yet, and returned is the new one.
/// `run_id`: the night, or nothing where only fingerprints were renewed.
std::string set_state(postgres::Executor& database, const std::string& feed, const FeedState& state,
                      std::optional<std::int64_t> run_id);

}  // namespace nightjar::ledger
