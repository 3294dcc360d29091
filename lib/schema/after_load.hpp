#pragma once

#include <cstdint>
#include <optional>

#include "feed/dataset.hpp"
#include "postgres/connection.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::schema {

/// Calls the function that the dataset's YAML names under `after_load:`, if it names one, as
/// function(dataset text, run_id bigint). `run_id`: the night that was loaded; nothing where none
/// was, so that the function is to rebuild what is not up to date.
void call_after_load(postgres::Executor& database, const feed::Dataset& dataset,
                     std::optional<std::int64_t> run_id);

/// What keeps nights from calling that function; empty where nothing does.
std::vector<Difference> after_load_differences(postgres::Executor& database,
                                               const feed::Dataset& dataset);

}  // namespace nightjar::schema
