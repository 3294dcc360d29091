#include "schema/renewal.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <string_view>
#include <vector>

#include "base/format.hpp"
#include "schema/after_load.hpp"
#include "schema/migration_history.hpp"
#include "schema/sql.hpp"

namespace nightjar::schema {
namespace {

/// The views and functions that a file makes, as a PostgreSQL array of their names. Those whose
/// names a script puts together only when it runs are not among them.
std::string made_by(const Migration& migration) {
  static const std::regex made(
      R"(\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:MATERIALIZED\s+)?(?:VIEW|FUNCTION)\s+([a-z0-9_.]+))",
      std::regex::icase | std::regex::optimize);
  std::vector<std::string> names;
  for (std::sregex_iterator found(migration.sql.begin(), migration.sql.end(), made), end;
       found != end; ++found) {
    names.push_back(found->str(1));
  }
  return fmt::format("{{{}}}", fmt::join(names, ","));
}

/// Whether PostgreSQL refuses to replace an object in place, or to remove it because of others.
bool wants_removal(const Error& error) {
  constexpr std::array<std::string_view, 3> codes{"42P16", "42P13", "2BP01"};
  return std::find(codes.begin(), codes.end(), error.sqlstate()) != codes.end();
}

/// A repeatable file that can only run where what it makes is out of its way.
struct NeedsRemoval {
  std::string name;
};

/// Runs a repeatable file; gives what was removed for it and is to be put back at the end.
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

/// Puts back what was removed for the files: what was removed last returns first, since nothing
/// that is still away can stand on it.
void put_back(postgres::Transaction& transaction, const std::vector<Migration>& migrations,
              const std::vector<std::string>& removed) {
  for (std::size_t i = migrations.size(); i-- > 0;) {
    if (removed[i] == "[]") continue;
    for_file(migrations[i],
             [&] { transaction.query("SELECT nightjar.put_back($1)", {removed[i]}); });
  }
}

/// Runs the repeatable files. What those in `in_the_way` make, with all that stands on it, is
/// removed before they run.
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

/// Has what the dataset's nights keep up to date built from the rows that are there.
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
  // A module's views may stand on those of its feeds; the engine's files say how these are made.
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
                 {array_of(schemas), which == Adopt::of_schemas ? "false" : "true",
                  which == Adopt::all_new ? "true" : "false"});
}

/// In place wherever the columns allow it. Where those of a view or function have changed, all is
/// undone and run again with that file's views and functions out of the way.
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
