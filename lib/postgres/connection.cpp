#include "postgres/connection.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <functional>
#include <future>
#include <utility>

#include <libpq-fe.h>
#include <pqxx/pqxx>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/utf8.hpp"
#include "postgres/failure.hpp"
#include "postgres/pooler.hpp"
#include "postgres/session.hpp"

namespace nightjar::postgres {
namespace {

/// The interval in which a thread that waits for a statement can do something else.
constexpr std::chrono::milliseconds beat{200};

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

pqxx::result run_with(pqxx::transaction_base& work, std::string_view sql,
                      const Parameters& parameters) {
  const std::string text(sql);
  if (parameters.empty()) return work.exec(text);
  std::vector<Parameter> texts;
  for (const auto& parameter : parameters) {
    texts.push_back(parameter ? Parameter(readable(*parameter)) : std::nullopt);
  }
  std::vector<const char*> values;
  for (const auto& bound : texts) values.push_back(bound ? bound->c_str() : nullptr);
  return work.exec_params(text, pqxx::prepare::make_dynamic_params(values));
}

/// A connection that shows libpq's handle, which libpqxx 6 hides and COPY in binary needs.
class OpenConnection : public pqxx::connection_base {
 public:
  explicit OpenConnection(const std::string& url) : connection_base(policy_), policy_(url) {
    init();
  }
  ~OpenConnection() noexcept { close(); }
  OpenConnection(const OpenConnection&) = delete;
  OpenConnection& operator=(const OpenConnection&) = delete;

  [[nodiscard]] PGconn* handle() const { return policy_.opened; }

 private:
  struct Policy : pqxx::connect_direct {
    using pqxx::connect_direct::connect_direct;
    handle do_startconnect(handle original) override {
      opened = pqxx::connect_direct::do_startconnect(original);
      return opened;
    }
    handle opened = nullptr;
  };
  Policy policy_;
};

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

/// Notices of the server are for psql; important messages are errors.
class Silence : public pqxx::errorhandler {
 public:
  using pqxx::errorhandler::errorhandler;
  bool operator()(const char[]) noexcept override { return false; }
};

struct ForgetCancel {
  void operator()(PGcancel* cancel) const { PQfreeCancel(cancel); }
};

}  // namespace

struct Result::Rows {
  pqxx::result rows;
};

std::size_t Result::size() const { return static_cast<std::size_t>(rows_->rows.size()); }

std::uint64_t Result::affected() const { return rows_->rows.affected_rows(); }

std::size_t Result::columns() const { return rows_->rows.columns(); }

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
  Session(const std::string& url, const std::string& application_name)
      : Session(connection_string(url, application_name)) {}

  explicit Session(const std::string& whole_url)
      : address(whole_url), connection(whole_url), silence(connection) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    // libpqxx 6 would otherwise come back on a new session without a word, its locks gone.
    connection.inhibit_reactivation(true);
#pragma GCC diagnostic pop
    refuse_shared_process(connection.handle(), whole_url);
    pqxx::nontransaction(connection).exec(session_settings);
  }

  /// Executes a statement of this session, and calls the waiting function meanwhile.
  Result run(pqxx::transaction_base& work, std::string_view sql, const Parameters& parameters) {
    const auto statement = [&] {
      return Result(std::make_shared<Result::Rows>(Result::Rows{run_with(work, sql, parameters)}));
    };
    if (!while_waiting) return statement();
    auto answer = std::async(std::launch::async, statement);
    while (answer.wait_for(beat) == std::future_status::timeout) {
      try {
        while_waiting();
      } catch (...) {
        std::array<char, 256> complaint{};
        PQcancel(cancel.get(), complaint.data(), complaint.size());
        answer.wait();
        throw;
      }
    }
    return answer.get();
  }

  std::string address;
  std::function<void(const Notice&)> on_notice;  ///< outlives the connection that calls it
  OpenConnection connection;
  Silence silence;
  std::unique_ptr<PGcancel, ForgetCancel> cancel{PQgetCancel(connection.handle())};
  std::function<void()> while_waiting;
};

Connection::Connection(const std::string& url, const std::string& application_name)
    : session_(translated([&] { return std::make_unique<Session>(url, application_name); })) {}

void require_understandable(const std::string& url) {
  static_cast<void>(connection_string(url, ""));
}

Connection::~Connection() = default;

Result Connection::query(std::string_view sql, const Parameters& parameters) {
  return translated([&] {
    pqxx::nontransaction work(session_->connection);
    return session_->run(work, sql, parameters);
  });
}

Result Connection::run_script(std::string_view sql) { return query(sql, {}); }

std::string Connection::describe() const {
  auto& connection = session_->connection;
  const char* host = connection.hostname();
  return fmt::format("{} on {} as {}", connection.dbname(), host == nullptr ? "local socket" : host,
                     connection.username());
}

void Connection::while_waiting(std::function<void()> act) {
  session_->while_waiting = std::move(act);
}

void Connection::on_notice(std::function<void(const Notice&)> tell) {
  session_->on_notice = std::move(tell);
  PQsetNoticeReceiver(session_->connection.handle(), pass_notice, &session_->on_notice);
}

std::unique_ptr<Connection> Connection::sibling(const std::string& application_name) const {
  return std::make_unique<Connection>(session_->address, application_name);
}

struct Transaction::Work {
  explicit Work(Connection::Session& of) : session(of), work(of.connection) {}
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

void* Transaction::native_handle() const { return work_->session.connection.handle(); }

void Transaction::commit() {
  translated([&] { work_->work.commit(); });
}

}  // namespace nightjar::postgres
