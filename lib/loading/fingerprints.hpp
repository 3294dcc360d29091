#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "feed/definition.hpp"
#include "hashing/fingerprint.hpp"
#include "postgres/connection.hpp"

namespace nightjar::loading {

using TakeFingerprint = std::function<void(std::int64_t row_id, const Fingerprint&)>;

/// Reads the value fingerprint of every live row, in the order in which the table holds its rows,
/// which is mostly that in which they came. The table's two halves are read at once, each on a
/// thread of its own.
void read_fingerprints(const std::string& database_url, const feed::Definition& definition,
                       const TakeFingerprint& take_one, const TakeFingerprint& take_other);

/// Gives every row the fingerprint that its values have under the feed's present definition. Only
/// rows whose fingerprint comes out different are written, and none gets a new version. Returns
/// how many were.
std::uint64_t renew_fingerprints(const std::string& database_url, postgres::Executor& database,
                                 const feed::Definition& definition);

}  // namespace nightjar::loading
