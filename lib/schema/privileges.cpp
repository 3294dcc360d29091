#include "schema/privileges.hpp"

#include <string_view>

namespace nightjar::schema {
namespace {

bool knows_roles(postgres::Executor& database) {
  return database.query("SELECT to_regprocedure('nightjar.bring_grants_up_to_date()') IS NOT NULL")
      .is_true(0, 0);
}

std::vector<std::string> texts(postgres::Executor& database, std::string_view sql) {
  const postgres::Result rows = database.query(sql);
  std::vector<std::string> found;
  for (std::size_t row = 0; row < rows.size(); ++row) found.push_back(rows.text(row, 0));
  return found;
}

}  // namespace

MissingPrivileges missing_privileges(postgres::Executor& database) {
  if (!knows_roles(database)) return {};
  return {texts(database, "SELECT nightjar.missing_roles()"),
          texts(database,
                "SELECT nightjar.missing_grants() UNION ALL SELECT nightjar.surplus_grants()")};
}

void bring_grants_up_to_date(postgres::Executor& database) {
  if (knows_roles(database)) database.query("SELECT nightjar.bring_grants_up_to_date()");
}

}  // namespace nightjar::schema
