#pragma once

#include <chrono>
#include <string>

#include "daemon/scripted_program.hpp"
#include "ledger/sql.hpp"
#include "loading/sql.hpp"
#include "night/sql.hpp"
#include "schema/sql.hpp"

namespace nightjar::support {

/// Has the server answer as if the table shop.items were there, empty, and never loaded.
inline void answer_first_night(ScriptedServer& server) {
  namespace ledger = nightjar::ledger::sql;
  namespace loading = nightjar::loading::sql;
  namespace schema = nightjar::schema::sql;
  constexpr auto null = std::nullopt;
  const auto now = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::system_clock::now().time_since_epoch());
  server.answer(std::string(night::sql::database_clock), {"clock"},
                {{std::to_string(now.count())}});
  server.answer(std::string(ledger::try_lock), {"locked"}, {{"t"}});
  server.answer(std::string(ledger::is_running), {"is_running"}, {{"f"}});
  server.answer(std::string(ledger::open_run), {"run_id", "night_id"},
                {{"7", "11111111-2222-3333-4444-555555555555"}});
  server.answer(std::string(ledger::night_times),
                {"last_settled", "first_since", "last_since", "last_success"},
                {{null, null, null, null}});
  server.answer(std::string(schema::feed_columns), {"name", "type", "not_null", "fills_itself"},
                {{"id", "bigint", "t", "f"},
                 {"name", "text", "f", "f"},
                 {"valid_from", "timestamp with time zone", "t", "f"},
                 {"deleted_at", "timestamp with time zone", "f", "f"},
                 {"run_id", "bigint", "t", "f"},
                 {"row_id", "bigint", "t", "f"},
                 {"value_fingerprint", "uuid", "t", "f"}});
  server.answer(std::string(schema::feed_relations), {"name", "kind"},
                {{"items", "r"},
                 {"items_past", "r"},
                 {"items_staging", "r"},
                 {"items_history", "v"},
                 {"items_live", "v"},
                 {"items_as_of", "f"}});
  server.answer(std::string(schema::feed_key), {"name"}, {{"id"}});
  server.answer(std::string(ledger::feed_state),
                {"definition_digest", "fingerprint_token", "next_row_id", "ends_with_line_end"},
                {{null, null, "1", null}});
  server.answer("AS has_staged", {"has_staged"}, {{"f"}});
  server.answer(std::string(loading::columns_of_table), {"columns_of_table"},
                {{"id bigint, name text, valid_from timestamptz, deleted_at timestamptz, run_id "
                  "bigint, row_id bigint, value_fingerprint uuid"}});
  server.answer("AS has_rows", {"has_rows"}, {{"f"}});
  server.answer(std::string(loading::is_fillable), {"is_fillable"}, {{"t"}});
  server.answer(std::string(loading::lock_at_once), {"is_locked"}, {{"t"}});
  server.answer("FROM STDIN", {.tag = "COPY 2"});
  server.answer(std::string(ledger::set_feed_state), {"token"},
                {{"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"}});
  for (const auto& ends : {ledger::close_run, ledger::finish_run}) {
    server.answer(std::string(ends), {"started_at", "finished_at"},
                  {{"2022-01-01 02:00:00+00", "2022-01-01 02:00:01.5+00"}});
  }
}

}  // namespace nightjar::support
