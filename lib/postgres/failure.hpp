#pragma once

#include <string_view>

namespace nightjar::postgres {

/// Throws the Error that fits a failure PostgreSQL reports: Transient where trying again may help
/// (connection lost, server shutting down or full of connections, serialization, lock timeout),
/// Misconfigured where the operator must act (rights, password, missing schema, full disk), Error
/// otherwise. `sqlstate` may be empty: failures to connect carry none.
[[noreturn]] void throw_failure(std::string_view message, std::string_view sqlstate);

}  // namespace nightjar::postgres
