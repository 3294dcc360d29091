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
/// a file or a message that quotes one: PostgreSQL is given them as readable() has them.
using Parameter = std::optional<std::string>;
using Parameters = std::vector<Parameter>;

/// The rows of an answer, as text. Owns them.
class Result {
 public:
  struct Rows;
  explicit Result(std::shared_ptr<const Rows> rows) : rows_(std::move(rows)) {}

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }
  /// How many rows an INSERT, UPDATE, DELETE or COPY touched.
  [[nodiscard]] std::uint64_t affected() const;
  [[nodiscard]] std::size_t columns() const;
  [[nodiscard]] std::string column_name(std::size_t column) const;
  /// Nothing where the value is NULL. The view lives as long as this result.
  [[nodiscard]] std::optional<std::string_view> value(std::size_t row, std::size_t column) const;
  /// The value as text; an empty text where it is NULL.
  [[nodiscard]] std::string text(std::size_t row, std::size_t column) const;
  /// The value as a number; it must be one and not NULL.
  [[nodiscard]] std::int64_t integer(std::size_t row, std::size_t column) const;
  [[nodiscard]] bool is_true(std::size_t row, std::size_t column) const {
    return value(row, column) == "t";
  }

 private:
  std::shared_ptr<const Rows> rows_;
};

/// What can run statements: a connection (each statement commits by itself) or a transaction.
class Executor {
 public:
  virtual ~Executor() = default;
  /// Runs one statement with its parameters. Failures as in throw_failure().
  virtual Result query(std::string_view sql, const Parameters& parameters) = 0;
  Result query(std::string_view sql) { return query(sql, {}); }
  /// Runs a script: one or more statements, without parameters.
  virtual Result run_script(std::string_view sql) = 0;
};

/// What the server has to say beside an answer.
struct Notice {
  std::string sqlstate;  ///< "00000" where it is a script's RAISE
  std::string message;   ///< in the server's language
  std::string hint;      ///< may be empty
  std::string origin;    ///< the server's function that sends it; a RAISE is of exec_stmt_raise
};

/// A session with PostgreSQL. Never reconnects by itself: a lost session takes its advisory locks
/// along, and whoever held one must learn of it.
class Connection : public Executor {
 public:
  /// `url` is a libpq connection string or URI; libpq's PG* variables and ~/.pgpass fill the gaps.
  /// `application_name` is what pg_stat_activity shows. Throws Misconfigured where a pooler would
  /// not keep one process of PostgreSQL for it.
  Connection(const std::string& url, const std::string& application_name);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  using Executor::query;
  Result query(std::string_view sql, const Parameters& parameters) override;
  Result run_script(std::string_view sql) override;

  /// Has `act` called a few times a second while a statement is waited for, a COPY and a COMMIT
  /// excepted: on the waiting thread. What it throws cancels the statement and is thrown instead.
  void while_waiting(std::function<void()> act);

  /// Has `tell` called for each notice and warning that the server sends while a statement of this
  /// session runs, perhaps on another thread than the one that waits for it.
  void on_notice(std::function<void(const Notice&)> tell);
  /// Another session of the same user with the same database.
  [[nodiscard]] std::unique_ptr<Connection> sibling(const std::string& application_name) const;

  /// "nightjar on /run/postgresql as alice": where this session leads, without its password.
  [[nodiscard]] std::string describe() const;

 private:
  friend class Transaction;
  struct Session;
  std::unique_ptr<Session> session_;
};

/// Throws Misconfigured unless `url` is a connection string or URI as libpq has them, its port and
/// its way of TLS among them. Connects to nothing, and shows nothing that may be a password.
void require_understandable(const std::string& url);

/// All or nothing: what was run is undone by the destructor unless commit() came first.
class Transaction : public Executor {
 public:
  explicit Transaction(Connection& connection);
  ~Transaction() override;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  using Executor::query;
  Result query(std::string_view sql, const Parameters& parameters) override;
  Result run_script(std::string_view sql) override;
  /// Throws Transient where the connection broke so that nobody knows whether it was committed.
  void commit();
  /// libpq's PGconn of this session, for COPY; a pointer to void keeps libpq's header in here.
  [[nodiscard]] void* native_handle() const;

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace nightjar::postgres
