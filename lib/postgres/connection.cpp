#include "postgres/connection.hpp"

#include <charconv>
#include <functional>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/utf8.hpp"
#include "postgres/copy_session.hpp"
#include "postgres/failure.hpp"
#include "postgres/libpqxx.hpp"
#include "postgres/pooler.hpp"
#include "postgres/session.hpp"
#include "postgres/statement_watch.hpp"

namespace nightjar::postgres {
namespace {

/// Runs `act` and translates libpqxx's failures into ours.
template <class Act>
auto translated(Act&& act) {
  try {
    return std::forward<Act>(act)();
  } catch (const pqxx::in_doubt_error& error) {
    throw Transient(fmt::format("PostgreSQL: the connection broke during COMMIT: {}", error.what()),
                    "look at `nightjar runs`: the night is either there or not");
  } catch (const pqxx::insufficient_privilege& error) {
    throw_failure(error.what(),
                  "42501");  // libpqxx 6.4 loses the code of this one and the next three
  } catch (const pqxx::too_many_connections& error) {
    throw_failure(error.what(), "53300");
  } catch (const pqxx::serialization_failure& error) {
    throw_failure(error.what(), "40001");
  } catch (const pqxx::deadlock_detected& error) {
    throw_failure(error.what(), "40P01");
  } catch (const pqxx::sql_error& error) {
    throw_failure(error.what(), error.sqlstate());
  } catch (const pqxx::broken_connection& error) {
    throw_failure(error.what(), {});
  } catch (const pqxx::failure& error) {
    throw_failure(error.what(), {});
  }
}

Parameters readable_texts(const Parameters& parameters) {
  Parameters texts;
  for (const auto& parameter : parameters) {
    texts.push_back(parameter ? Parameter(readable(*parameter)) : std::nullopt);
  }
  return texts;
}

std::string field_of(const PGresult* notice, int field) {
  const char* text = PQresultErrorField(notice, field);
  return text == nullptr ? std::string() : std::string(text);
}

/// libpq's PQnoticeReceiver. The listener must not throw: libpq's C code is in between.
void pass_notice(void* listener, const PGresult* notice) {
  const auto& tell = *static_cast<const std::function<void(const Notice&)>*>(listener);
  tell({field_of(notice, PG_DIAG_SQLSTATE), field_of(notice, PG_DIAG_MESSAGE_PRIMARY),
        field_of(notice, PG_DIAG_MESSAGE_HINT), field_of(notice, PG_DIAG_SOURCE_FUNCTION)});
}

/// Notices are for psql; what matters comes back as an error.
void ignore_notice(void*, const PGresult*) {}

}  // namespace

struct Result::Rows {
  pqxx::result rows;
};

namespace {

Result execute_in(pqxx::transaction_base& work, std::string_view sql,
                  const Parameters& parameters) {
  const std::string text(sql);
  auto rows =
      parameters.empty() ? work.exec(text) : execute(work, text, readable_texts(parameters));
  return Result(std::make_shared<Result::Rows>(Result::Rows{std::move(rows)}));
}

}  // namespace

std::size_t Result::size() const { return static_cast<std::size_t>(rows_->rows.size()); }

std::uint64_t Result::affected() const {
  return static_cast<std::uint64_t>(rows_->rows.affected_rows());
}

std::size_t Result::columns() const { return static_cast<std::size_t>(rows_->rows.columns()); }

std::string Result::column_name(std::size_t column) const {
  return rows_->rows.column_name(static_cast<pqxx::row::size_type>(column));
}

std::optional<std::string_view> Result::value(std::size_t row, std::size_t column) const {
  const pqxx::field field = rows_->rows.at(static_cast<pqxx::result::size_type>(row))
                                .at(static_cast<pqxx::row::size_type>(column));
  if (field.is_null()) return std::nullopt;
  return std::string_view(field.c_str(), field.size());
}

std::string Result::text(std::size_t row, std::size_t column) const {
  return std::string(value(row, column).value_or(std::string_view()));
}

std::int64_t Result::integer(std::size_t row, std::size_t column) const {
  const auto digits = value(row, column).value();
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

struct Connection::Session {
  explicit Session(const std::string& whole_url) : Session(open_session(whole_url), whole_url) {}

  Session(SessionHandle opened, const std::string& whole_url)
      : address(whole_url), handle(opened.get()), connection(hand_to_libpqxx(std::move(opened))) {
    PQsetNoticeReceiver(handle, ignore_notice, nullptr);
    refuse_shared_process(handle, whole_url);
    pqxx::nontransaction(*connection).exec(session_settings);
  }

  /// Executes a statement of this session, and calls the waiting function meanwhile.
  Result run(pqxx::transaction_base& work, std::string_view sql, const Parameters& parameters) {
    if (!watch) return execute_in(work, sql, parameters);
    watch->begin();
    const auto result = [&] {
      try {
        return execute_in(work, sql, parameters);
      } catch (...) {
        watch->end();
        throw;
      }
    }();
    watch->end();
    return result;
  }

  std::string address;
  std::function<void(const Notice&)> on_notice;  ///< outlives the connection that calls it
  PGconn* handle;                                ///< the connection's, for COPY and cancelling
  std::unique_ptr<PqxxConnection> connection;
  std::unique_ptr<StatementWatch> watch;  ///< nothing while nobody wants to be called
};

Connection::Connection(const std::string& url, const std::string& application_name)
    : session_(translated(
          [&] { return std::make_unique<Session>(connection_string(url, application_name)); })) {}

void require_understandable(const std::string& url) {
  static_cast<void>(connection_string(url, ""));
}

Connection::~Connection() = default;

Result Connection::query(std::string_view sql, const Parameters& parameters) {
  return translated([&] {
    pqxx::nontransaction work(*session_->connection);
    return session_->run(work, sql, parameters);
  });
}

Result Connection::run_script(std::string_view sql) { return query(sql, {}); }

std::string Connection::describe() const {
  const PGconn* session = session_->handle;
  const char* host = PQhost(session);
  return fmt::format("{} on {} as {}", PQdb(session), host == nullptr ? "local socket" : host,
                     PQuser(session));
}

void Connection::while_waiting(std::function<void()> act) {
  session_->watch.reset();
  if (act) session_->watch = std::make_unique<StatementWatch>(session_->handle, std::move(act));
}

void Connection::on_notice(std::function<void(const Notice&)> tell) {
  session_->on_notice = std::move(tell);
  PQsetNoticeReceiver(session_->handle, pass_notice, &session_->on_notice);
}

std::unique_ptr<Connection> Connection::sibling(const std::string& application_name) const {
  return std::make_unique<Connection>(session_->address, application_name);
}

struct Transaction::Work {
  explicit Work(Connection::Session& of) : session(of), work(*of.connection) {}
  Connection::Session& session;
  pqxx::work work;
};

Transaction::Transaction(Connection& connection)
    : work_(translated([&] { return std::make_unique<Work>(*connection.session_); })) {}

Transaction::~Transaction() = default;

Result Transaction::query(std::string_view sql, const Parameters& parameters) {
  return translated([&] { return work_->session.run(work_->work, sql, parameters); });
}

Result Transaction::run_script(std::string_view sql) { return query(sql, {}); }

void* Transaction::native_handle() const { return work_->session.handle; }

void Transaction::commit() {
  translated([&] { work_->work.commit(); });
}

}  // namespace nightjar::postgres
