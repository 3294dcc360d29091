#pragma once

#include <vector>

#include "postgres/connection.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::schema {

/// What any night would fail for in this session, whatever its dataset: a server that takes no
/// changes, another encoding, what the session's user may not do. Empty where all is in order;
/// changes nothing. Throws where the user may not even look.
std::vector<Difference> faults_of_session(postgres::Executor& database);

}  // namespace nightjar::schema
