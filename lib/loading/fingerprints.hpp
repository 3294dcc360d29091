#pragma once

#include <cstdint>
#include <string>

#include "feed/definition.hpp"
#include "feed/live_fingerprints.hpp"
#include "postgres/connection.hpp"

namespace nightjar::loading {

/// Reads the value fingerprint of every live row, in the physical order of the table, which is
/// mostly that of insertion. The two halves of the table are read in parallel, each on a thread of
/// its own.
void read_fingerprints(const std::string& database_url, const feed::Definition& definition,
                       const feed::TakeFingerprint& take_one,
                       const feed::TakeFingerprint& take_other);

/// Sets every row's fingerprint to that of its values under the feed's present definition. Only
/// rows whose fingerprint differs are written, and none gets a new version. Returns how many were
/// written.
std::uint64_t renew_fingerprints(const std::string& database_url, postgres::Executor& database,
                                 const feed::Definition& definition);

}  // namespace nightjar::loading
