#include "schema/server_check.hpp"

#include <string>

#include "base/format.hpp"
#include "schema/sql.hpp"

namespace nightjar::schema {
namespace {

using Differences = std::vector<Difference>;

/// The privileges of the role for nights that this user lacks.
void check_privileges(postgres::Executor& database, const std::string& user, Differences& found) {
  const postgres::Result rows = database.query(sql::lacking_privileges);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    found.push_back(
        {fmt::format("{} lacks the privilege {} on {}", user, rows.text(row, 0), rows.text(row, 1)),
         fmt::format("run `nightjar migrate` as the owner, then, if {} is to run nights: "
                     "GRANT nightjar_loader TO {}",
                     user, user)});
  }
}

}  // namespace

std::vector<Difference> faults_of_session(postgres::Executor& database) {
  const postgres::Result state = database.query(sql::server_state);
  const std::string user = state.text(0, 0);
  Differences found;
  if (state.value(0, 1) != "UTF8") {
    found.push_back({fmt::format("the database's encoding is {}, which cannot hold every character",
                                 state.text(0, 1)),
                     "create the database with ENCODING 'UTF8'"});
  }
  if (state.is_true(0, 2)) {
    found.push_back(
        {"this session may only read: it is of a standby, or of a database or user "
         "with default_transaction_read_only = on",
         "let `database:` name the primary server (target_session_attrs=read-write "
         "finds it among several hosts), or take that setting back"});
  }
  if (!state.is_true(0, 3)) {
    found.push_back(
        {fmt::format("{} may not create temporary tables in this database, as nights do", user),
         fmt::format("have the database's owner run: GRANT TEMPORARY ON DATABASE … TO {}", user)});
  }
  if (state.is_true(0, 4)) check_privileges(database, user, found);
  return found;
}

}  // namespace nightjar::schema
