#pragma once

#include <string_view>

namespace nightjar::postgres {

/// Throws the Error for a failure that PostgreSQL reports: Transient if trying again may help
/// (connection lost, server shutting down or out of connections, serialization, lock timeout),
/// Misconfigured if the operator must act (privileges, password, missing schema, full disk), Error
/// otherwise. `sqlstate` may be empty: failures to connect have none.
[[noreturn]] void throw_failure(std::string_view message, std::string_view sqlstate);

}  // namespace nightjar::postgres
