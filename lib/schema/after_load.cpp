#include "schema/after_load.hpp"

#include <string>

#include "base/error.hpp"
#include "base/format.hpp"
#include "schema/reserved_words.hpp"
#include "schema/sql.hpp"

namespace nightjar::schema {
namespace {

constexpr std::string_view wanted_arguments = "text, bigint";

std::string place_of(const feed::Dataset& dataset) {
  return fmt::format("{}:{}: after_load", dataset.file.string(), dataset.after_load->line);
}

Difference missing_function(const feed::Dataset& dataset, const std::string& others) {
  const std::string name = dataset.after_load->name();
  return {
      fmt::format("{}: there is no function {}({}){}", place_of(dataset), name, wanted_arguments,
                  others.empty() ? "" : fmt::format(", only {}({})", name, others)),
      fmt::format(
          "run `nightjar migrate` if its migration has not been applied, or write one: "
          "CREATE FUNCTION {}(of_dataset text, of_run_id bigint) RETURNS void …; or correct "
          "the name",
          name)};
}

}  // namespace

void call_after_load(postgres::Executor& database, const feed::Dataset& dataset,
                     std::optional<std::int64_t> run_id) {
  if (!dataset.after_load) return;
  const feed::AfterLoad& named = *dataset.after_load;
  try {
    database.query(
        fmt::format("SELECT {}.{}($1, $2::bigint)", name_in_sql(named.schema),
                    name_in_sql(named.function)),
        {dataset.name, run_id ? postgres::Parameter(std::to_string(*run_id)) : std::nullopt});
  } catch (Error& error) {
    error.in(fmt::format("{}: {}", place_of(dataset), named.name()));
    throw;
  }
}

std::vector<Difference> after_load_differences(postgres::Executor& database,
                                               const feed::Dataset& dataset) {
  if (!dataset.after_load) return {};
  const feed::AfterLoad& named = *dataset.after_load;
  const postgres::Result found = database.query(sql::find_function, {named.schema, named.function});
  std::string others;
  for (std::size_t row = 0; row < found.size(); ++row) {
    if (!found.is_true(row, 0) || found.value(row, 1) != wanted_arguments) {
      others = found.text(row, 1);
    } else if (found.is_true(row, 2)) {
      return {};
    } else {
      return {{fmt::format("{}: this user may not call the function {}", place_of(dataset),
                           named.name()),
               "run `nightjar migrate` as the owner, which grants it to nightjar_loader"}};
    }
  }
  return {missing_function(dataset, others)};
}

}  // namespace nightjar::schema
