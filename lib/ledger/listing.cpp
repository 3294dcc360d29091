#include "ledger/listing.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "ledger/list.hpp"
#include "ledger/sql.hpp"
#include "postgres/quoting.hpp"

namespace nightjar::ledger {

Listing list(postgres::Executor& database, std::string_view sql,
             const postgres::Parameters& parameters) {
  const std::string as_json = fmt::format(
      "SELECT '[' || COALESCE(string_agg(row_to_json(listed)::text, ','), '') || ']' "
      "FROM ({}) AS listed",
      sql);
  return {database.query(sql, parameters), database.query(as_json, parameters).text(0, 0)};
}

Listing datasets(postgres::Executor& database, const ScheduleNotes& configured) {
  return list(database, sql::datasets, {to_json(configured)});
}

std::vector<std::string> unconfigured(postgres::Executor& database,
                                      const ScheduleNotes& configured) {
  std::vector<std::string> names_of_configured;
  for (const ScheduleNote& note : configured) names_of_configured.push_back(note.dataset);
  const auto found = database.query(sql::unconfigured, {postgres::array_of(names_of_configured)});
  std::vector<std::string> names;
  for (std::size_t i = 0; i < found.size(); ++i) names.push_back(found.text(i, 0));
  return names;
}

Listing newest_files(postgres::Executor& database, const std::string& dataset) {
  return list(database, sql::newest_files, {dataset});
}

Listing runs(postgres::Executor& database, const RunFilter& filter, int limit) {
  return list(database, sql::runs,
              {std::to_string(limit), filter.dataset, filter.feed, filter.outcome});
}

Rejects rejects(postgres::Executor& database, const RejectFilter& filter,
                std::optional<int> limit) {
  const auto text_of = [](const auto& number) {
    return number ? postgres::Parameter(std::to_string(*number)) : postgres::Parameter();
  };
  postgres::Parameters parameters{text_of(filter.run_id), filter.dataset, filter.feed,
                                  filter.reason};
  const auto in_all = database.query(sql::count_rejects, parameters).integer(0, 0);
  const bool of_parts =
      database.query(sql::have_parts, {parameters[0], parameters[1], parameters[2]}).text(0, 0) ==
      "t";
  parameters.push_back(text_of(limit));
  return {list(database, sql::rejects, parameters), static_cast<std::uint64_t>(in_all), of_parts};
}

Fate fate_of(postgres::Executor& database, std::int64_t run_id) {
  const auto found = database.query(sql::fate_of_run, {std::to_string(run_id)});
  if (found.empty()) {
    throw UsageError(fmt::format("there is no run {}", run_id), "`nightjar runs` lists them");
  }
  const auto error = found.value(0, 2);
  return {found.text(0, 0), found.text(0, 1),
          error ? std::optional<std::string>(*error) : std::nullopt,
          static_cast<std::uint64_t>(found.integer(0, 3))};
}

}  // namespace nightjar::ledger
