#include "loading/table_lock.hpp"

#include "loading/sql.hpp"

namespace nightjar::loading {

bool lock_at_once(postgres::Transaction& transaction, const std::string& schema,
                  const std::string& table) {
  return transaction.query(sql::lock_at_once, {schema, table}).is_true(0, 0);
}

}  // namespace nightjar::loading
