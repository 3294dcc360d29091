#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <libpq-fe.h>
#include <pqxx/pqxx>

#include "postgres/connection.hpp"
#include "postgres/copy_session.hpp"

// All that differs between libpqxx 6 (Debian 12) and 7 (Debian 13). docs/decisions/0030.

namespace nightjar::postgres {

#if PQXX_VERSION_MAJOR >= 7

using PqxxConnection = pqxx::connection;

/// Gives a libpq session to libpqxx, which closes it.
inline std::unique_ptr<PqxxConnection> hand_to_libpqxx(SessionHandle session) {
  return std::make_unique<PqxxConnection>(
      pqxx::connection::seize_raw_connection(session.release()));
}

inline pqxx::result execute(pqxx::transaction_base& work, const std::string& sql,
                            const Parameters& parameters) {
  pqxx::params values;
  for (const auto& value : parameters) values.append(value);
  return work.exec(sql, values);
}

#else

/// Gives libpqxx a session that is open, once. libpqxx asks for another when this one is lost, and
/// would go on with it without its locks: then it gets an exception.
class OpenSession : public pqxx::connectionpolicy {
 public:
  explicit OpenSession(SessionHandle session)
      : connectionpolicy(std::string()), session_(std::move(session)) {}
  handle do_startconnect(handle current) override {
    if (current != nullptr) return current;
    if (!session_) throw pqxx::broken_connection("the session was lost");
    return session_.release();
  }

 private:
  SessionHandle session_;
};

/// The policy is a base, so that it is made before the connection that refers to it.
class PqxxConnection : private OpenSession, public pqxx::connection_base {
 public:
  explicit PqxxConnection(SessionHandle session)
      : OpenSession(std::move(session)), connection_base(static_cast<OpenSession&>(*this)) {
    init();
  }
  ~PqxxConnection() noexcept { close(); }
  PqxxConnection(const PqxxConnection&) = delete;
  PqxxConnection& operator=(const PqxxConnection&) = delete;
};

/// Gives a libpq session to libpqxx, which closes it.
inline std::unique_ptr<PqxxConnection> hand_to_libpqxx(SessionHandle session) {
  return std::make_unique<PqxxConnection>(std::move(session));
}

inline pqxx::result execute(pqxx::transaction_base& work, const std::string& sql,
                            const Parameters& parameters) {
  std::vector<const char*> values;
  for (const auto& value : parameters) values.push_back(value ? value->c_str() : nullptr);
  return work.exec_params(sql, pqxx::prepare::make_dynamic_params(values));
}

#endif

}  // namespace nightjar::postgres
