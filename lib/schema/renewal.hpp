#pragma once

#include <string>
#include <vector>

#include "feed/dataset.hpp"
#include "schema/migration_plan.hpp"
#include "schema/migration_run.hpp"

namespace nightjar::schema {

/// The feeds' tables whose related relations are created.
enum class Adopt {
  of_schemas,  ///< those of the given schemas
  all_known,   ///< and those of all modules and feeds that the database knows
  all_new      ///< of these, those without related relations
};

/// Creates or updates the relations that belong to the tables of feeds; nothing in a database whose
/// engine does not support it.
void adopt_feeds(postgres::Executor& database, Adopt which,
                 const std::vector<std::string>& schemas);

/// What is renewed after the versioned files of a module, or of the engine.
struct Renewal {
  const Plan& plan;
  Adopt adopts;
  std::vector<std::string> schemas;
  std::vector<feed::Dataset> datasets{};  ///< whose after_load is called
};

/// Runs the repeatable files of a plan, creates the relations that belong to the tables of feeds,
/// and builds the summaries, all in one transaction.
void renew(const Site& site, const Renewal& renewal);

}  // namespace nightjar::schema
