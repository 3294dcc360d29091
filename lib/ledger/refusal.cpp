#include "ledger/refusal.hpp"

#include "ledger/sql.hpp"

namespace nightjar::ledger {

std::optional<Refusal> newest_refusal(postgres::Executor& database, const std::string& dataset,
                                      const std::string& digest) {
  const auto found = database.query(sql::newest_refusal, {dataset, digest});
  if (found.empty()) return std::nullopt;
  Refusal refusal{found.integer(0, 0),
                  found.integer(0, 2),
                  found.text(0, 1) == "held" ? Outcome::held : Outcome::failed,
                  found.text(0, 3),
                  {}};
  for (std::size_t i = 0; i < found.size(); ++i) {
    refusal.files.push_back({found.text(i, 4), found.text(i, 5), found.text(i, 6),
                             static_cast<std::uint64_t>(found.integer(i, 7)),
                             instant_of(found.text(i, 8)), found.text(i, 9)});
  }
  return refusal;
}

void note_refused(postgres::Executor& database, const Run& run, const std::string& digest,
                  std::optional<std::int64_t> read_by_run_id) {
  const postgres::Parameter read_by =
      read_by_run_id ? postgres::Parameter(std::to_string(*read_by_run_id)) : std::nullopt;
  database.query(sql::note_refused, {std::to_string(run.id), digest, read_by});
}

void add_example(postgres::Executor& database, const Run& run, const std::string& feed,
                 const std::string& op, const std::string& json) {
  database.query(sql::add_example, {std::to_string(run.id), feed, op, json});
}

std::vector<DefinitionMismatch> mismatches(postgres::Executor& database, std::int64_t run_id,
                                           const postgres::Parameter& feeds) {
  const auto found = database.query(sql::mismatches, {std::to_string(run_id), feeds});
  std::vector<DefinitionMismatch> mismatches;
  for (std::size_t i = 0; i < found.size(); ++i) {
    mismatches.push_back({found.text(i, 0), found.text(i, 1), found.text(i, 2), found.text(i, 3),
                          found.text(i, 4), found.text(i, 5), found.text(i, 6), found.text(i, 7)});
  }
  return mismatches;
}

FittingRecords fitting_records(postgres::Executor& database, const Run& run) {
  const auto found = database.query(sql::fitting_records, {std::to_string(run.id)});
  return {found.integer(0, 0), found.integer(0, 1)};
}

}  // namespace nightjar::ledger
