#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "support/temporary_folder.hpp"

namespace nightjar::support {

/// A PostgreSQL of which a test writes down the answers: what a program makes of rows, and of
/// failures that a real server has too rarely to wait for. What statements mean, servertest_*.cpp
/// prove. It speaks the wire protocol on a Unix socket, so that all of lib/postgres is between.
class ScriptedServer {
 public:
  using Values = std::vector<std::optional<std::string>>;

  /// What a statement gets, in the order of the wire.
  struct Answer {
    std::vector<std::string> columns{};  ///< none: the statement has no rows to give
    std::vector<Values> rows{};          ///< nothing as value is NULL
    std::vector<std::string> copied{};   ///< for COPY TO STDOUT: the messages
    std::string tag{};                   ///< such as "UPDATE 3"; empty: by the rows
    std::string notice{};                ///< a WARNING to send before
    std::string sqlstate{};              ///< fails with this code and `message`
    std::string message{};
    bool hangs_up = false;       ///< ends the session instead
    bool awaits_cancel = false;  ///< is not given before the client cancels the statement
  };

  ScriptedServer();
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  /// A connection string that leads here.
  [[nodiscard]] std::string url() const;

  /// Statements that hold `part` are answered so; of several that fit, the one that was said last
  /// counts. All others are answered with success and no rows.
  void answer(const std::string& part, Answer answer);
  void answer(const std::string& part, std::vector<std::string> columns, std::vector<Values> rows);
  void fail(const std::string& part, const std::string& sqlstate, const std::string& message);
  /// New sessions are refused so, until accept().
  void refuse(const std::string& sqlstate, const std::string& message);
  /// Waits until a session has been refused. Throws after a minute without.
  void await_refusal();
  void accept();
  /// Ends the session that sends the nth statement from now on, counted from 0.
  void hang_up_at(std::size_t nth);
  /// Waits until a statement that holds `part` has come. Throws after a minute without.
  void await(const std::string& part);
  /// What it says it is, as server_version.
  void set_version(const std::string& version);

  /// The statements that hold `part` so far, each followed by its parameters between `|`.
  [[nodiscard]] std::vector<std::string> statements(const std::string& part = {}) const;
  /// All that COPY FROM STDIN has brought.
  [[nodiscard]] std::string copied_in() const;

 private:
  class Session;

  void listen();
  /// Keeps a statement; tells whether the session is to end with it.
  bool note(const std::string& statement);
  [[nodiscard]] Answer find(const std::string& statement) const;

  TemporaryFolder folder_;
  int socket_;
  mutable std::mutex mutex_;
  std::vector<std::pair<std::string, Answer>> answers_;
  std::vector<std::string> statements_;
  std::string copied_in_;
  Answer refusal_;
  int refused_ = 0;
  std::string version_ = "15.14";
  int sessions_ = 0;
  std::optional<std::size_t> hang_up_at_;  ///< of all statements
  std::vector<int> open_;
  std::set<int> cancelled_;  ///< processes
  bool closes_ = false;
  std::condition_variable changed_;
  std::vector<std::jthread> threads_;  ///< of the sessions
  std::jthread listener_;              ///< last: it uses all of the above
};

}  // namespace nightjar::support
