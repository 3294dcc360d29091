#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace nightjar::support {

/// The command as a user who is not root: neither PostgreSQL nor its poolers run as root.
Command as_server_user(std::vector<std::string> words);

/// A PostgreSQL server of the test's own: reachable through a socket in a folder of its own only,
/// with nothing kept safe on disk, stopped and removed at the end, also when the test process is
/// killed. Everybody may log in without a password, as `postgres` by the URLs below, but for a role
/// called `locked_out`, which needs one.
class Cluster {
 public:
  Cluster();
  ~Cluster();
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  /// The one for this process, started when first asked for.
  static Cluster& shared();

  /// Where its socket is.
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  /// As a libpq URI.
  [[nodiscard]] std::string url(std::string_view database = "postgres",
                                std::string_view user = "postgres") const;
  /// Runs statements by psql, each in a transaction of its own, and gives back the values of their
  /// rows: a line a row, `|` between columns, nothing for null. Throws with psql's words otherwise.
  std::string query(std::string_view sql, std::string_view database = "postgres") const;

  /// Ends the server, and every session with it, as an administrator does who restarts it.
  void stop() const;
  /// Starts it again at the same place.
  void start() const;

 private:
  void initialise() const;

  TemporaryFolder folder_;
  int lifeline_;  ///< held open by this process alone; its end is the watcher's signal
};

/// An empty database, or a copy of a prepared one, in the shared cluster; dropped at the end.
class Database {
 public:
  Database();
  /// A copy of the database that `fill` made when this process first asked for one of that name;
  /// `fill` is given its URL and must leave no connection open. Migrating takes its time once.
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
