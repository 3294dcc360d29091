#pragma once

#include <string>
#include <vector>

#include "postgres/connection.hpp"

namespace nightjar::schema {

/// Missing and surplus privileges of the roles (migrations/repeatable/990_grants.sql).
struct MissingPrivileges {
  std::vector<std::string> roles;       ///< that the server does not have
  std::vector<std::string> statements;  ///< that grant what is missing, and revoke what is surplus
};

/// Reads what is missing; nothing in a database whose migrations have no roles.
MissingPrivileges missing_privileges(postgres::Executor& database);

/// Creates the roles and grants as far as the user may; PostgreSQL reports the rest by notices.
void bring_grants_up_to_date(postgres::Executor& database);

}  // namespace nightjar::schema
