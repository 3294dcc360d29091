#include "ledger/retention.hpp"

#include "ledger/sql.hpp"
#include "postgres/quoting.hpp"

namespace nightjar::ledger {

std::set<std::string> awaiting_approval(postgres::Executor& database) {
  const auto found = database.query(sql::awaiting_approval);
  std::set<std::string> nights;
  for (std::size_t i = 0; i < found.size(); ++i) nights.insert(found.text(i, 0));
  return nights;
}

void drop_dumps(postgres::Executor& database, const std::vector<std::string>& nights) {
  database.query(sql::drop_dumps, {postgres::array_of(nights)});
}

void drop_old_dumps(postgres::Executor& database, Instant before,
                    const std::vector<std::string>& kept) {
  database.query(sql::drop_old_dumps, {to_string(before), postgres::array_of(kept)});
}

void drop_rejects(postgres::Executor& database, const std::vector<std::string>& nights) {
  database.query(sql::drop_rejects, {postgres::array_of(nights)});
}

void drop_old_rejects(postgres::Executor& database, Instant before) {
  database.query(sql::drop_old_rejects, {to_string(before)});
}

void drop_examples(postgres::Executor& database) { database.query(sql::drop_examples); }

}  // namespace nightjar::ledger
