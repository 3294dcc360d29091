#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "feed/definition.hpp"
#include "feed/match.hpp"
#include "hashing/fingerprint.hpp"
#include "postgres/connection.hpp"

namespace nightjar::loading {

/// Reads the value fingerprint of every live row.
void read_fingerprints(const std::string& database_url, const feed::Definition& definition,
                       const std::function<void(std::int64_t row_id, const Fingerprint&)>& take);

/// Reads which staged records have a key that the table knows, as Stager has found.
std::vector<feed::Match> read_known(const std::string& database_url,
                                    const feed::Definition& definition);

/// Gives every row the fingerprint that its values have under the feed's present definition. Only
/// rows whose fingerprint comes out different are written, and none gets a new version. Returns
/// how many were.
std::uint64_t renew_fingerprints(const std::string& database_url, postgres::Executor& database,
                                 const feed::Definition& definition);

}  // namespace nightjar::loading
