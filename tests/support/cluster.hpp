#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace nightjar::support {

/// The command as a user other than root: neither PostgreSQL nor its poolers run as root.
Command as_server_user(std::vector<std::string> words);

/// A private PostgreSQL server of the test: reachable only through a socket in a folder of its own,
/// without durability, stopped and removed at the end, also if the test process is killed.
/// Everybody may log in without a password, as `postgres` by the URLs below, except a role called
/// `locked_out`, which needs one.
class Cluster {
 public:
  Cluster();
  ~Cluster();
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  /// The server of this process, started on first use.
  static Cluster& shared();

  /// The folder of its socket.
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  /// As a libpq URI.
  [[nodiscard]] std::string url(std::string_view database = "postgres",
                                std::string_view user = "postgres") const;
  /// Runs statements by psql, each in a transaction of its own, and returns the values of their
  /// rows: one line per row, `|` between columns, nothing for null. Throws psql's error.
  std::string query(std::string_view sql, std::string_view database = "postgres") const;

  /// Stops the server, and every session with it, as an administrator does who restarts it.
  void stop() const;
  /// Starts it again in the same place.
  void start() const;

 private:
  void initialise() const;

  TemporaryFolder folder_;
  int lifeline_;  ///< held open by this process only; its end is the signal for the watcher
};

/// An empty database, or a copy of a prepared one, in the shared cluster; dropped at the end.
class Database {
 public:
  Database();
  /// A copy of the database that `fill` created when this process first requested one of that name;
  /// `fill` receives its URL and must leave no connection open. So the time for migrating is spent
  /// once.
  Database(std::string_view prepared, const std::function<void(const std::string& url)>& fill);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string url(std::string_view user = "postgres") const;
  /// As Cluster::query.
  std::string query(std::string_view sql) const;

 private:
  explicit Database(std::string_view original);

  std::string name_;
};

}  // namespace nightjar::support
