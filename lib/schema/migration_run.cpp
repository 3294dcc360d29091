#include "schema/migration_run.hpp"

#include <optional>
#include <string_view>

#include "base/format.hpp"

namespace nightjar::schema {
namespace {

/// The line that PostgreSQL points at. If it quotes a statement within a function, the line is of
/// that statement and not of the file.
std::optional<std::string> line_in(std::string_view message) {
  constexpr std::string_view mark = "\nLINE ";
  const std::size_t place = message.find(mark);
  if (place == message.npos || message.find("\nQUERY:") != message.npos) return std::nullopt;
  const std::string_view rest = message.substr(place + mark.size());
  return std::string(rest.substr(0, rest.find(':')));
}

/// The hint of the failing statement; PostgreSQL writes it on a line of its own.
std::string advice_in(std::string_view message) {
  constexpr std::string_view mark = "\nHINT:  ";
  const std::size_t place = message.find(mark);
  if (place == message.npos) return {};
  const std::string_view rest = message.substr(place + mark.size());
  return std::string(rest.substr(0, rest.find('\n'))) + " ";
}

[[noreturn]] void fail_in(const Migration& migration, const Error& error) {
  const auto line = line_in(error.what());
  const std::string advice = advice_in(error.what());
  fail_at(migration.file.string() + (line ? ":" + *line : ""), error,
          advice.empty()
              ? "nothing of this file was applied; correct it, then run `nightjar migrate` again"
              : advice + "Nothing of this file was applied; run `nightjar migrate` again then");
}

std::string transaction_id(postgres::Executor& database) {
  return database.query("SELECT pg_current_xact_id()").text(0, 0);
}

void require_open(postgres::Executor& transaction, const std::string& before,
                  const Migration& migration) {
  if (transaction_id(transaction) == before) return;
  throw Misconfigured(
      fmt::format("{}: ends its transaction by itself, so that it cannot be applied as a whole",
                  migration.file.string()),
      "undo what it did, take BEGIN, COMMIT and ROLLBACK out of it, then run `nightjar migrate` "
      "again");
}

}  // namespace

void fail_at(const std::string& place, const Error& error, std::string remedy) {
  Misconfigured failure(fmt::format("{}: {}", place, error.what()), std::move(remedy));
  failure.set_sqlstate(error.sqlstate());
  throw failure;
}

void set_up(postgres::Transaction& transaction, const LockTimeouts& patience) {
  transaction.run_script(
      fmt::format("SET LOCAL lock_timeout = {}; SET LOCAL client_min_messages = notice",
                  patience.lock_timeout.count()));
}

void for_file(const Migration& migration, const std::function<void()>& act) {
  try {
    act();
  } catch (Transient& error) {
    error.in(migration.file.string());
    throw;
  } catch (const Error& error) {
    fail_in(migration, error);
  }
}

void run_file(postgres::Transaction& transaction, const Migration& migration) {
  const std::string before = transaction_id(transaction);
  for_file(migration, [&] { transaction.run_script(migration.sql); });
  require_open(transaction, before, migration);
}

}  // namespace nightjar::schema
