#pragma once

#include <functional>

#include "config/settings.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

/// Completes the work of killed processes: removes leftovers in the state directory, records the
/// outcomes of nights in the archive, and packs unpacked files. To be called at the start of the
/// daemon; `tick` as in pack_archive().
void make_up(const config::Settings& settings, postgres::Connection& database,
             const std::function<void()>& tick);

/// Removes expired dumps and rejects.
void drop_old(const config::Settings& settings, postgres::Connection& database);

}  // namespace nightjar::night
