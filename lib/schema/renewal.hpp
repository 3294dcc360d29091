#pragma once

#include <string>
#include <vector>

#include "feed/dataset.hpp"
#include "schema/migration_plan.hpp"
#include "schema/migration_run.hpp"

namespace nightjar::schema {

/// The tables of feeds beside which something is made.
enum class Adopt {
  of_schemas,  ///< those of the given schemas
  all_known,   ///< and those of all modules and feeds that the database knows
  all_new      ///< of these, those beside which nothing stands yet
};

/// Makes, or brings up to date, what stands beside the tables of feeds; nothing in a database whose
/// engine does not know how.
void adopt_feeds(postgres::Executor& database, Adopt which,
                 const std::vector<std::string>& schemas);

/// What is brought up to date after the versioned files of a module, or of the engine.
struct Renewal {
  const Plan& plan;
  Adopt adopts;
  std::vector<std::string> schemas;
  std::vector<feed::Dataset> datasets{};  ///< whose after_load is called
};

/// Runs the repeatable files of a plan, makes what stands beside the tables of feeds, and has
/// summaries built, all in one transaction.
void renew(const Site& site, const Renewal& renewal);

}  // namespace nightjar::schema
