#include "ledger/run_detail.hpp"

#include <string_view>
#include <vector>

#include "base/format.hpp"
#include "json/text.hpp"
#include "ledger/list.hpp"
#include "ledger/sql.hpp"

namespace nightjar::ledger {
namespace {

/// The array of the examples, each as stored in the ledger.
std::string json_array_of(const postgres::Result& examples) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < examples.size(); ++i) texts.push_back(examples.text(i, 0));
  return fmt::format("[{}]", fmt::join(texts, ","));
}

/// The only element of an array.
std::string only_element(const std::string& array) { return array.substr(1, array.size() - 2); }

}  // namespace

RunDetail run_detail(postgres::Executor& database, std::int64_t run_id) {
  static_cast<void>(fate_of(database, run_id));
  const auto about = [&](std::string_view sql, const std::string& run) {
    return list(database, sql, {run});
  };
  const std::string run = std::to_string(run_id);
  const std::string read_by = database.query(sql::read_by, {run}).text(0, 0);
  const Listing facts = about(sql::run_in_full, run);
  const Listing files = about(sql::files_of_run, run);
  const Listing rejects = about(sql::reject_reasons, read_by);
  RunDetail detail{facts.rows,
                   files.rows,
                   database.query(sql::guards_of_run, {read_by}),
                   database.query(sql::counts_of_run, {read_by}),
                   rejects.rows,
                   database.query(sql::examples_of_run, {read_by}),
                   {}};
  detail.json =
      json::with_members(only_element(facts.json), {{"files", files.json},
                                                    {"rejects", rejects.json},
                                                    {"examples", json_array_of(detail.examples)}});
  return detail;
}

}  // namespace nightjar::ledger
