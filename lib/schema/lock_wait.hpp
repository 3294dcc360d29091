#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "postgres/connection.hpp"

namespace nightjar::schema {

/// What a person is told meanwhile, a sentence at a time.
using Tell = std::function<void(const std::string& sentence)>;

/// How long a migration waits for a lock that somebody holds. While it waits all who come after it
/// wait too, new readers of the table included: so it gives up soon, lets them pass, and tries
/// again.
struct LockTimeouts {
  std::chrono::milliseconds lock_timeout{2000};  ///< more than deadlock_timeout, within which
                                                 ///< autovacuum gives way
  int tries = 12;
  std::chrono::milliseconds first_pause{1000};  ///< doubled from try to try
  std::chrono::milliseconds longest_pause{15000};
};

/// Notes from a session of its own who holds up another session, as long as this object lives.
class LockWatch {
 public:
  explicit LockWatch(postgres::Connection& watched);
  ~LockWatch();
  LockWatch(const LockWatch&) = delete;
  LockWatch& operator=(const LockWatch&) = delete;

  /// Who was last seen in the way: process, user, application, state, since when, statement.
  [[nodiscard]] const std::string& blockers() const { return blockers_; }
  /// The statements that end their sessions.
  [[nodiscard]] const std::string& ends() const { return ends_; }

 private:
  void look();

  postgres::Connection& watched_;
  std::string pid_;
  std::unique_ptr<postgres::Connection> own_;  ///< opened when a statement takes its time
  std::string blockers_;
  std::string ends_;
};

/// Runs `act`, which is to be undone as a whole where it fails, again and again until it gets its
/// locks. Throws Transient, naming who is in the way, when it has been tried as often as is
/// allowed.
void with_patience(const std::string& what, const LockTimeouts& patience, const LockWatch& watch,
                   const Tell& tell, const std::function<void()>& act);

}  // namespace nightjar::schema
