#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nightjar::postgres {

/// A value bound to $1, $2, … as text; nothing is NULL. Any bytes may be bound, such as the name of
/// a file or a message that quotes one: PostgreSQL receives them as readable() text.
using Parameter = std::optional<std::string>;
using Parameters = std::vector<Parameter>;

/// The rows of a result, as text. Owns them.
class Result {
 public:
  struct Rows;
  explicit Result(std::shared_ptr<const Rows> rows) : rows_(std::move(rows)) {}

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }
  /// How many rows an INSERT, UPDATE, DELETE or COPY affected.
  [[nodiscard]] std::uint64_t affected() const;
  [[nodiscard]] std::size_t columns() const;
  [[nodiscard]] std::string column_name(std::size_t column) const;
  /// Nothing if the value is NULL. The view is valid as long as this result.
  [[nodiscard]] std::optional<std::string_view> value(std::size_t row, std::size_t column) const;
  /// The value as text; an empty text if it is NULL.
  [[nodiscard]] std::string text(std::size_t row, std::size_t column) const;
  /// The value as a number; it must be one and not NULL.
  [[nodiscard]] std::int64_t integer(std::size_t row, std::size_t column) const;
  [[nodiscard]] bool is_true(std::size_t row, std::size_t column) const {
    return value(row, column) == "t";
  }

 private:
  std::shared_ptr<const Rows> rows_;
};

/// Executes statements: a connection (each statement commits by itself) or a transaction.
class Executor {
 public:
  virtual ~Executor() = default;
  /// Executes one statement with its parameters. Failures as in throw_failure().
  virtual Result query(std::string_view sql, const Parameters& parameters) = 0;
  Result query(std::string_view sql) { return query(sql, {}); }
  /// Executes a script: one or more statements, without parameters.
  virtual Result run_script(std::string_view sql) = 0;
};

/// A notice or warning of the server.
struct Notice {
  std::string sqlstate;  ///< "00000" for a RAISE of a script
  std::string message;   ///< in the server's language
  std::string hint;      ///< may be empty
  std::string origin;    ///< the server's function that sends it; exec_stmt_raise for a RAISE
};

/// A session with PostgreSQL. Never reconnects by itself: a lost session loses its advisory locks,
/// and their holder must notice that.
class Connection : public Executor {
 public:
  /// `url` is a libpq connection string or URI; libpq's PG* variables and ~/.pgpass supply the
  /// rest. `application_name` is shown in pg_stat_activity. Throws Misconfigured if a pooler would
  /// not dedicate one process of PostgreSQL to it.
  Connection(const std::string& url, const std::string& application_name);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  using Executor::query;
  Result query(std::string_view sql, const Parameters& parameters) override;
  Result run_script(std::string_view sql) override;

  /// Calls `act` a few times per second while a statement runs, except a COPY and a COMMIT: on a
  /// thread of this session. An exception from it cancels the statement and is rethrown by it.
  void while_waiting(std::function<void()> act);

  /// Calls `tell` for each notice and warning that the server sends while a statement of this
  /// session runs, perhaps on another thread than the one that waits for it.
  void on_notice(std::function<void(const Notice&)> tell);
  /// Another session of the same user with the same database.
  [[nodiscard]] std::unique_ptr<Connection> sibling(const std::string& application_name) const;

  /// "nightjar on /run/postgresql as alice": the server, database and user, without the password.
  [[nodiscard]] std::string describe() const;

 private:
  friend class Transaction;
  struct Session;
  std::unique_ptr<Session> session_;
};

/// Throws Misconfigured unless `url` is a valid libpq connection string or URI, including its port
/// and its sslmode. Does not connect, and the message never shows a text that may be a password.
void require_understandable(const std::string& url);

/// All or nothing: the destructor rolls back unless commit() was called.
class Transaction : public Executor {
 public:
  explicit Transaction(Connection& connection);
  ~Transaction() override;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  using Executor::query;
  Result query(std::string_view sql, const Parameters& parameters) override;
  Result run_script(std::string_view sql) override;
  /// Throws Transient if the connection broke and it is not known whether it was committed.
  void commit();
  /// libpq's PGconn of this session, for COPY; a pointer to void avoids libpq's header here.
  [[nodiscard]] void* native_handle() const;

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace nightjar::postgres
