#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include <libpq-fe.h>

namespace nightjar::postgres {

/// Watches the statements of a session from a thread of its own: calls a function while one is
/// under way, and cancels the statement if the function throws.
class StatementWatch {
 public:
  /// `session` must outlive this object. `act` is called a few times per second, never while no
  /// statement is under way.
  StatementWatch(PGconn* session, std::function<void()> act);

  /// A statement begins.
  void begin();
  /// The statement has ended, well or badly. Waits for a call of `act` that is under way. Rethrows
  /// what `act` has thrown.
  void end();

 private:
  struct FreeCancel {
    void operator()(PGcancel* cancel) const { PQfreeCancel(cancel); }
  };

  void watch(const std::stop_token& stop);
  void call();

  std::unique_ptr<PGcancel, FreeCancel> cancel_;
  std::function<void()> act_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool is_under_way_ = false;
  bool is_calling_ = false;
  std::exception_ptr thrown_;
  std::jthread thread_;  ///< last: it uses the others
};

}  // namespace nightjar::postgres
