#pragma once

#include <vector>

#include "postgres/connection.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::schema {

/// Why any night would fail in this session, whatever its dataset: a read-only server, another
/// encoding, missing privileges of the session's user. Empty if everything is in order; changes
/// nothing. Throws if the user may not even check.
std::vector<Difference> faults_of_session(postgres::Executor& database);

}  // namespace nightjar::schema
