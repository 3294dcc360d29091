#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "support/temporary_folder.hpp"

namespace nightjar::support {

/// A way to the shared cluster that can fail: a Unix socket whose sessions are passed on to
/// PostgreSQL unchanged in both directions. Of what a client sends it looks only at the type and
/// the length of each message. A step is a message that has PostgreSQL act: a simple query, the
/// execution of an extended one, or the end of a COPY.
class CuttingProxy {
 public:
  enum class Cut {
    before_step,  ///< PostgreSQL never gets it
    after_step,   ///< PostgreSQL carries it out, and its answer is lost
  };

  CuttingProxy();
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  /// A database of the shared cluster by this way, as a libpq URI.
  [[nodiscard]] std::string url(std::string_view database = "postgres") const;

  /// Ends the session that sends the next step.
  void cut_next(Cut cut);
  /// Ends a session at one of its steps. Counts from 0, and the sessions that begin from now on.
  void cut_at(std::size_t session, std::size_t step, Cut cut);
  /// Whether that step has come.
  [[nodiscard]] bool has_cut() const;

  /// New sessions are ended at once, until release().
  void refuse();
  void release();

 private:
  class Session;

  void listen();
  /// Passes on a session until one side ends it.
  void serve(std::size_t number, int client);
  /// Whether a new session may begin.
  bool admits();
  /// How the session ends with this step of it, if it does.
  std::optional<Cut> cut_of(std::size_t session, std::size_t step);

  TemporaryFolder folder_;
  int socket_;
  mutable std::mutex mutex_;
  bool refuses_ = false;
  bool closes_ = false;
  std::size_t sessions_ = 0;
  std::function<bool(std::size_t session, std::size_t step)> is_cut_;
  Cut cut_ = Cut::before_step;
  bool has_cut_ = false;
  std::set<int> open_;                 ///< the sockets of all sessions
  std::vector<std::jthread> threads_;  ///< of the sessions
  std::jthread listener_;              ///< last: it uses all of the above
};

}  // namespace nightjar::support
