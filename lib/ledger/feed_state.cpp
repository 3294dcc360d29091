#include "ledger/feed_state.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "ledger/sql.hpp"

namespace nightjar::ledger {

FeedState state_of(postgres::Executor& database, const std::string& feed) {
  const auto found = database.query(sql::feed_state, {feed});
  if (found.empty()) {
    throw Misconfigured(fmt::format("the database does not know the feed {}", feed),
                        "write the migration that creates its table (`nightjar scaffold` prints "
                        "it), then run `nightjar migrate`");
  }
  FeedState state;
  if (found.value(0, 0)) state.digest = found.text(0, 0);
  if (found.value(0, 1)) state.token = found.text(0, 1);
  state.next_row_id = found.integer(0, 2);
  if (found.value(0, 3)) state.ends_with_line_end = found.is_true(0, 3);
  return state;
}

std::string set_state(postgres::Executor& database, const std::string& feed, const FeedState& state,
                      std::optional<std::int64_t> run_id) {
  postgres::Parameter run;
  if (run_id) run = std::to_string(*run_id);
  postgres::Parameter line_end;
  if (state.ends_with_line_end) line_end = *state.ends_with_line_end ? "true" : "false";
  return database
      .query(sql::set_feed_state,
             {feed, state.digest, std::to_string(state.next_row_id), run, line_end})
      .text(0, 0);
}

}  // namespace nightjar::ledger
