#include "schema/renewal.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <string_view>
#include <vector>

#include "postgres/quoting.hpp"
#include "schema/after_load.hpp"
#include "schema/migration_history.hpp"
#include "schema/sql.hpp"

namespace nightjar::schema {
namespace {

/// The views and functions that a file creates, as a PostgreSQL array of their names. Those whose
/// names a script composes at run time are not included.
std::string made_by(const Migration& migration) {
  static const std::regex made(
      R"(\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:MATERIALIZED\s+)?(?:VIEW|FUNCTION)\s+([a-z0-9_.]+))",
      std::regex::icase | std::regex::optimize);
  std::vector<std::string> names;
  for (std::sregex_iterator found(migration.sql.begin(), migration.sql.end(), made), end;
       found != end; ++found) {
    names.push_back(found->str(1));
  }
  return postgres::array_of(names);
}

/// Whether PostgreSQL refuses to replace an object in place, or to drop it because of dependent
/// objects.
bool wants_removal(const Error& error) {
  constexpr std::array<std::string_view, 3> codes{"42P16", "42P13", "2BP01"};
  return std::find(codes.begin(), codes.end(), error.sqlstate()) != codes.end();
}

/// A repeatable file that can run only after its objects have been dropped.
struct NeedsRemoval {
  std::string name;
};

/// Runs a repeatable file; returns what was dropped for it and must be created again at the end.
std::string run_repeatable(postgres::Transaction& transaction, const Migration& migration,
                           bool removing) {
  std::string removed = "[]";
  if (removing) {
    for_file(migration, [&] {
      removed =
          transaction.query("SELECT nightjar.set_aside_named($1)", {made_by(migration)}).text(0, 0);
    });
  }
  try {
    run_file(transaction, migration);
  } catch (const Misconfigured& error) {
    if (removing || !wants_removal(error)) throw;
    throw NeedsRemoval{migration.name};
  }
  return removed;
}

/// Creates again what was dropped for the files: in reverse order, so that everything an object
/// depends on exists before it.
void put_back(postgres::Transaction& transaction, const std::vector<Migration>& migrations,
              const std::vector<std::string>& removed) {
  for (std::size_t i = migrations.size(); i-- > 0;) {
    if (removed[i] == "[]") continue;
    for_file(migrations[i],
             [&] { transaction.query("SELECT nightjar.put_back($1)", {removed[i]}); });
  }
}

/// Runs the repeatable files. The objects of those in `in_the_way`, with everything that depends on
/// them, are dropped first.
void run_repeatables(postgres::Transaction& transaction, const std::vector<Migration>& migrations,
                     const std::set<std::string>& in_the_way) {
  const std::string privileges =
      transaction.query("SELECT nightjar.recorded_privileges()").text(0, 0);
  std::vector<std::string> removed;
  removed.reserve(migrations.size());
  for (const Migration& migration : migrations) {
    removed.push_back(run_repeatable(transaction, migration, in_the_way.contains(migration.name)));
  }
  put_back(transaction, migrations, removed);
  transaction.query("SELECT nightjar.restore_privileges($1)", {privileges});
}

/// Builds what the dataset's nights keep up to date from the existing rows.
void build(postgres::Transaction& transaction, const feed::Dataset& dataset) {
  if (!dataset.after_load || !transaction.query(sql::has_loaded, {dataset.name}).is_true(0, 0)) {
    return;
  }
  call_after_load(transaction, dataset, {});
}

void renew_in(const Site& site, const Renewal& renewal, const std::set<std::string>& in_the_way) {
  postgres::Transaction transaction(site.connection);
  set_up(transaction, site.patience);
  const bool is_engine = renewal.plan.module == feed::engine_name;
  // A module's views may depend on those of its feeds; the engine's files define how these are
  // created.
  if (!is_engine) adopt_feeds(transaction, renewal.adopts, renewal.schemas);
  run_repeatables(transaction, renewal.plan.repeatable, in_the_way);
  if (is_engine) adopt_feeds(transaction, renewal.adopts, renewal.schemas);
  for (const feed::Dataset& dataset : renewal.datasets) build(transaction, dataset);
  record_repeatable(transaction, renewal.plan.module, renewal.plan.repeatable);
  transaction.commit();
}

}  // namespace

void adopt_feeds(postgres::Executor& database, Adopt which,
                 const std::vector<std::string>& schemas) {
  const bool can =
      database.query("SELECT to_regprocedure('nightjar.adopt_feeds(text[], boolean)') IS NOT NULL")
          .is_true(0, 0);
  if (!can) return;
  database.query(sql::adopt_feeds,
                 {postgres::array_of(schemas), which == Adopt::of_schemas ? "false" : "true",
                  which == Adopt::all_new ? "true" : "false"});
}

/// In place if the columns allow it. If those of a view or function have changed, everything is
/// rolled back and run again after dropping that file's views and functions.
void renew(const Site& site, const Renewal& renewal) {
  std::set<std::string> in_the_way;
  for (;;) {
    try {
      return renew_in(site, renewal, in_the_way);
    } catch (const NeedsRemoval& needed) {
      in_the_way.insert(needed.name);
    }
  }
}

}  // namespace nightjar::schema
