#include "support/cluster.hpp"

#include <map>
#include <stdexcept>
#include <vector>

#include <fcntl.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/places.hpp"
#include "support/process.hpp"

namespace nightjar::support {
namespace {

/// Waits until the test process has closed its end of the pipe, by its last act or by being
/// killed. In the second case the server is ended without ceremony; it may be on its way to start,
/// or its files may just be written, hence the repeated tries.
constexpr const char* watcher = R"sh(
trap '' INT TERM HUP
read -r word
[ "$word" = stopped ] && exit
for try in $(seq 60); do
  server=$(head -n 1 "$1/data/postmaster.pid") && kill -QUIT "$server" || rm -rf -- "$1"
  sleep 0.05
done
)sh";

std::string must_run(const Command& command) {
  const Outcome outcome = run(command);
  if (outcome.exit_code == 0) return outcome.output;
  std::string line;
  for (const auto& word : command.words) line += word + " ";
  throw std::runtime_error(line + "failed: " + outcome.output + outcome.errors);
}

/// The pipe's other end belongs to a shell in a session of its own, which no signal that is meant
/// for the tests (Ctrl-C, a timeout) reaches.
int start_watcher(const std::string& folder) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe2 failed");
  const pid_t child = ::fork();
  if (child == 0) {
    if (::fork() != 0) ::_exit(0);  // the watcher is nobody's child: no one has to wait for it
    ::setsid();
    ::dup2(ends[0], STDIN_FILENO);
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::execl("/bin/sh", "sh", "-c", watcher, "watcher", folder.c_str(), nullptr);
    ::_exit(127);
  }
  ::waitpid(child, nullptr, 0);
  ::close(ends[0]);
  return ends[1];
}

std::string fresh_name() {
  static int count = 0;
  return "test_" + std::to_string(++count);
}

/// The name of the database that copies are made of. The cluster drops it with all else.
std::string_view original_for(std::string_view prepared,
                              const std::function<void(const std::string& url)>& fill) {
  static std::map<std::string, std::string, std::less<>> originals;
  const auto known = originals.find(prepared);
  if (known != originals.end()) return known->second;
  const std::string name = fresh_name();
  Cluster::shared().query("CREATE DATABASE " + name);
  fill(Cluster::shared().url(name));
  return originals.emplace(prepared, name).first->second;
}

}  // namespace

Command as_server_user(std::vector<std::string> words) {
  if (::geteuid() == 0) {
    const std::vector<std::string> prefix{"setpriv", "--reuid=postgres", "--regid=postgres",
                                          "--init-groups", "--pdeathsig=KILL"};
    words.insert(words.begin(), prefix.begin(), prefix.end());
  }
  return {.words = std::move(words), .folder = "/"};
}

Cluster::Cluster() : lifeline_(start_watcher(folder_.path())) {
  initialise();
  start();
}

Cluster::~Cluster() {
  run(as_server_user({postgresql_programs() / "pg_ctl", "-D", folder_.path() / "data", "stop", "-m",
                      "immediate"}));
  constexpr std::string_view last_word = "stopped\n";
  if (::write(lifeline_, last_word.data(), last_word.size()) < 0) return;  // it cleans up instead
  ::close(lifeline_);
}

Cluster& Cluster::shared() {
  static Cluster cluster;
  return cluster;
}

void Cluster::initialise() const {
  if (::geteuid() == 0) {
    const passwd* user = ::getpwnam("postgres");
    if (user == nullptr) throw std::runtime_error("no user postgres: install PostgreSQL");
    if (::chown(folder_.path().c_str(), user->pw_uid, user->pw_gid) != 0) {
      throw std::runtime_error("cannot give away " + folder_.path().string());
    }
  }
  // C.UTF-8 sorts by code point everywhere and yet knows É as é.
  must_run(as_server_user({postgresql_programs() / "initdb", "--pgdata", folder_.path() / "data",
                           "--username=postgres", "--auth=trust", "--encoding=UTF8",
                           "--locale=C.UTF-8", "--no-sync", "--no-instructions"}));
  folder_.write("data/pg_hba.conf",
                "local all locked_out scram-sha-256\n"
                "local all all trust\n");
  folder_.write("data/postgresql.auto.conf",
                "listen_addresses = ''\n"
                "unix_socket_directories = '" +
                    folder_.path().string() +
                    "'\n"
                    "fsync = off\n"
                    "synchronous_commit = off\n"
                    "full_page_writes = off\n"
                    "autovacuum = off\n"         // counts of written rows are the tests' own
                    "timezone = 'Asia/Tokyo'\n"  // shows whoever forgets AT TIME ZONE
                    "max_connections = 60\n"
                    "log_min_messages = fatal\n");
}

void Cluster::stop() const {
  must_run(as_server_user({postgresql_programs() / "pg_ctl", "-D", folder_.path() / "data", "stop",
                           "--wait", "-m", "fast"}));
}

void Cluster::start() const {
  must_run(as_server_user({postgresql_programs() / "pg_ctl", "-D", folder_.path() / "data", "start",
                           "--wait", "-l", folder_.path() / "log"}));
}

std::string Cluster::url(std::string_view database, std::string_view user) const {
  return "postgresql:///" + std::string(database) + "?host=" + folder_.path().string() +
         "&port=5432&user=" + std::string(user);
}

std::string Cluster::query(std::string_view sql, std::string_view database) const {
  std::string values = must_run({.words = {postgresql_programs() / "psql", "-XqAt", "-v",
                                           "ON_ERROR_STOP=1", "-f", "-", url(database)},
                                 .input = std::string(sql)});
  if (values.ends_with('\n')) values.pop_back();
  return values;
}

Database::Database() : Database(std::string_view("template0")) {}

Database::Database(std::string_view original) : name_(fresh_name()) {
  Cluster::shared().query("CREATE DATABASE " + name_ + " TEMPLATE " + std::string(original));
}

Database::Database(std::string_view prepared,
                   const std::function<void(const std::string& url)>& fill)
    : Database(original_for(prepared, fill)) {}

Database::~Database() {
  try {
    Cluster::shared().query("DROP DATABASE " + name_ + " WITH (FORCE)");
  } catch (const std::exception&) {  // the cluster takes it along
  }
}

std::string Database::url(std::string_view user) const {
  return Cluster::shared().url(name_, user);
}

std::string Database::query(std::string_view sql) const {
  return Cluster::shared().query(sql, name_);
}

}  // namespace nightjar::support
