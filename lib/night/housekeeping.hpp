#pragma once

#include <functional>

#include "config/settings.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

/// Makes up for what processes that were killed left undone: leftovers in the state directory go,
/// the archive learns what became of nights, and what it has unpacked is packed. For a start of the
/// daemon; `tick` as pack_archive() has it.
void make_up(const config::Settings& settings, postgres::Connection& database,
             const std::function<void()>& tick);

/// Drops what has been kept for long enough: dumps, and the refused records of nights.
void drop_old(const config::Settings& settings, postgres::Connection& database);

}  // namespace nightjar::night
