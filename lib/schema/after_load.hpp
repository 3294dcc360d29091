#pragma once

#include <cstdint>
#include <optional>

#include "feed/dataset.hpp"
#include "postgres/connection.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::schema {

/// Calls the function that the dataset's YAML names under `after_load:`, if any, as
/// function(dataset text, run_id bigint). `run_id`: the night that was loaded; nothing if there was
/// none, so that the function must rebuild everything that is out of date.
void call_after_load(postgres::Executor& database, const feed::Dataset& dataset,
                     std::optional<std::int64_t> run_id);

/// Why nights cannot call that function; empty if they can.
std::vector<Difference> after_load_differences(postgres::Executor& database,
                                               const feed::Dataset& dataset);

}  // namespace nightjar::schema
