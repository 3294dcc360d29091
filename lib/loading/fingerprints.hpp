#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "feed/definition.hpp"
#include "hashing/fingerprint.hpp"
#include "postgres/connection.hpp"

namespace nightjar::loading {

/// In which order rows are read: as fast as can be, or as the table holds them, which is mostly the
/// order in which they came.
enum class Order { any, of_table };

/// Reads the value fingerprint of every live row.
void read_fingerprints(const std::string& database_url, const feed::Definition& definition,
                       Order order,
                       const std::function<void(std::int64_t row_id, const Fingerprint&)>& take);

/// Gives every row the fingerprint that its values have under the feed's present definition. Only
/// rows whose fingerprint comes out different are written, and none gets a new version. Returns
/// how many were.
std::uint64_t renew_fingerprints(const std::string& database_url, postgres::Executor& database,
                                 const feed::Definition& definition);

}  // namespace nightjar::loading
