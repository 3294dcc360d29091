#include "health/listing.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "health/sql.hpp"

namespace nightjar::health {
namespace {

Listing list(postgres::Executor& database, std::string_view sql,
             const postgres::Parameters& parameters) {
  const std::string as_json = format(
      "SELECT '[' || COALESCE(string_agg(row_to_json(listed)::text, ','), '') || ']' "
      "FROM ({}) AS listed",
      sql);
  return {database.query(sql, parameters), database.query(as_json, parameters).text(0, 0)};
}

/// Texts as a PostgreSQL array. Names of datasets hold letters, digits and underscores only.
std::string array_of(const std::vector<std::string>& names) {
  std::string text = "{";
  for (const std::string& name : names) text += (text.size() > 1 ? "," : "") + name;
  return text + "}";
}

}  // namespace

Listing datasets(postgres::Executor& database, const std::vector<std::string>& configured) {
  return list(database, sql::datasets, {array_of(configured)});
}

Listing runs(postgres::Executor& database, int limit) {
  return list(database, sql::runs, {std::to_string(limit)});
}

Rejects rejects(postgres::Executor& database, std::int64_t run_id, int limit) {
  const std::string run = std::to_string(run_id);
  const auto refused = database.query(sql::refused_by_run, {run});
  if (refused.empty()) {
    throw UsageError(format("there is no run {}", run_id), "`nightjar runs` lists them");
  }
  const auto in_all = database.query(sql::count_rejects, {run}).integer(0, 0);
  return {list(database, sql::rejects, {run, std::to_string(limit)}),
          static_cast<std::uint64_t>(in_all), static_cast<std::uint64_t>(refused.integer(0, 0))};
}

}  // namespace nightjar::health
