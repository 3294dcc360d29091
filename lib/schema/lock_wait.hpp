#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "postgres/connection.hpp"

namespace nightjar::schema {

/// Receives the progress, one sentence at a time.
using Tell = std::function<void(const std::string& sentence)>;

/// How long a migration waits for a lock of another session. While it waits, all later requests
/// wait behind it, including new readers of the table: so it gives up soon, lets them pass, and
/// tries again.
struct LockTimeouts {
  std::chrono::milliseconds lock_timeout{2000};  ///< more than deadlock_timeout, within which
                                                 ///< autovacuum gives way
  int tries = 12;
  std::chrono::milliseconds first_pause{1000};  ///< doubled at each attempt
  std::chrono::milliseconds longest_pause{15000};
};

/// Finds out, on a session of its own, which sessions block another session, as long as this object
/// lives.
class LockWatch {
 public:
  explicit LockWatch(postgres::Connection& watched);
  ~LockWatch();
  LockWatch(const LockWatch&) = delete;
  LockWatch& operator=(const LockWatch&) = delete;

  /// The sessions that were last seen blocking: process, user, application, state, since when,
  /// statement.
  [[nodiscard]] const std::string& blockers() const { return blockers_; }
  /// The statements that end those sessions.
  [[nodiscard]] const std::string& ends() const { return ends_; }

 private:
  void look();

  postgres::Connection& watched_;
  std::string pid_;
  std::unique_ptr<postgres::Connection> own_;  ///< opened when a statement takes long
  std::string blockers_;
  std::string ends_;
};

/// Runs `act`, which must be undone completely if it fails, repeatedly until it gets its locks.
/// Throws Transient, naming the blocking sessions, after the maximum number of attempts.
void with_patience(const std::string& what, const LockTimeouts& patience, const LockWatch& watch,
                   const Tell& tell, const std::function<void()>& act);

}  // namespace nightjar::schema
