#include <csignal>
#include <fstream>
#include <optional>
#include <thread>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "daemon/daemon.hpp"
#include "support/ftp_server.hpp"

using Catch::Contains;
using nightjar::support::as_server_user;
using nightjar::support::Cluster;
using nightjar::support::Command;
using nightjar::support::Daemon;
using nightjar::support::free_port;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::run;
using Words = std::vector<std::string>;

namespace {

constexpr int failed = 1;
constexpr int usage = 2;

/// A server that is reached by TCP, and only with TLS. Its certificate is for `localhost`.
class TlsServer {
 public:
  TlsServer() : port_(free_port()) {
    make_authority("ca");
    make_authority("other");
    openssl({"req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr",
             "-subj", "/CN=localhost"});
    openssl({"x509", "-req", "-in", "server.csr", "-CA", "ca.crt", "-CAkey", "ca.key",
             "-CAcreateserial", "-out", "server.crt", "-days", "2"});
    std::ofstream(cluster_.folder() / "data/pg_hba.conf", std::ios::app)
        << "hostssl all all 127.0.0.1/32 trust\n";
    cluster_.query(
        "ALTER SYSTEM SET listen_addresses = '127.0.0.1';\n"
        "ALTER SYSTEM SET port = " +
        std::to_string(port_) +
        ";\n"
        "ALTER SYSTEM SET ssl = on;\n"
        "ALTER SYSTEM SET ssl_cert_file = '" +
        path("server.crt") +
        "';\n"
        "ALTER SYSTEM SET ssl_key_file = '" +
        path("server.key") + "'");
    restart();
  }

  [[nodiscard]] std::string url(const std::string& options) const {
    return "postgresql://postgres:hunter2@127.0.0.1:" + std::to_string(port_) + "/postgres?" +
           options;
  }
  [[nodiscard]] std::string path(const std::string& file) const { return cluster_.folder() / file; }
  void take_tls_away() const {
    run({.words = {"psql", "-Xq", "-c", "ALTER SYSTEM SET ssl = off", url("sslmode=require")}});
    restart();
  }

 private:
  void restart() const {
    cluster_.stop();
    cluster_.start();
  }
  void make_authority(const std::string& name) const {
    openssl({"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out",
             name + ".crt", "-subj", "/CN=" + name, "-days", "2"});
  }
  void openssl(Words words) const {
    words.insert(words.begin(), "openssl");
    Command command = as_server_user(std::move(words));
    command.folder = cluster_.folder();
    const Outcome outcome = run(command);
    INFO(outcome.errors);
    REQUIRE(outcome.exit_code == 0);
  }

  Cluster cluster_;
  int port_;
};

/// Says the same words to whoever connects, as other services do, and hangs up.
class OtherService {
 public:
  explicit OtherService(std::string words) : words_(std::move(words)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(listener_, any, size) == 0);
    REQUIRE(::listen(listener_, 8) == 0);
    REQUIRE(::getsockname(listener_, any, &size) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~OtherService() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  OtherService(const OtherService&) = delete;
  OtherService& operator=(const OtherService&) = delete;

  [[nodiscard]] int port() const { return port_; }

 private:
  void serve() const {
    for (int client = ::accept(listener_, nullptr, nullptr); client >= 0;
         client = ::accept(listener_, nullptr, nullptr)) {
      char question[64];
      if (::recv(client, question, sizeof question, 0) > 0) {
        ::send(client, words_.data(), words_.size(), MSG_NOSIGNAL);
      }
      ::shutdown(client, SHUT_WR);
      while (::recv(client, question, sizeof question, 0) > 0) {
      }
      ::close(client);
    }
  }

  std::string words_;
  int listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int port_ = 0;
  std::thread thread_;
};

Outcome asked(const Program& program, const std::string& url, Words words = {"run", "vendor"}) {
  Command command = program.command(std::move(words));
  command.environment["NIGHTJAR_DATABASE_URL"] = url;
  command.environment["HOME"] = program.state_dir().string();  // without a ~/.postgresql
  for (const char* variable : {"PGSSLMODE", "PGSSLROOTCERT"}) {
    command.environment[variable] = std::nullopt;
  }
  return run(command);
}

void check_told(const Outcome& outcome, int exit_code, const std::string& fault,
                const std::string& remedy) {
  INFO(outcome.output << outcome.errors);
  CHECK(outcome.exit_code == exit_code);
  CHECK_THAT(outcome.errors, Contains(fault));
  CHECK_THAT(outcome.errors, Contains("what to do: ") && Contains(remedy) && !Contains("hunter2"));
  CHECK_THAT(outcome.errors, !Contains("check that PostgreSQL is running"));
}

}  // namespace

TEST_CASE("A refusal of TLS is reported with its cause, and not as a server that is down",
          "[server]") {
  const Program program;
  const TlsServer server;
  const auto ca = [&](const std::string& name) { return "&sslrootcert=" + server.path(name); };
  // That the server itself is in order.
  CHECK_THAT(asked(program, server.url("sslmode=verify-ca" + ca("ca.crt"))).errors,
             Contains("was never migrated"));

  check_told(asked(program, server.url("sslmode=verify-full")), usage,
             "sslmode=verify-full verifies the server's certificate, but no certificate of an "
             "authority",
             "sslrootcert=");
  check_told(asked(program, server.url("sslmode=verify-ca" + ca("gone.crt"))), usage,
             server.path("gone.crt") + ": No such file", "sslrootcert");
  check_told(asked(program, server.url("sslmode=verify-full" + ca("ca.crt"))), failed,
             "does not match host name", "the host name that its certificate is for");
  check_told(asked(program, server.url("sslmode=verify-ca" + ca("other.crt"))), failed,
             "certificate verify failed", "the authority that signed the server's certificate");
  check_told(asked(program, server.url("sslmode=disable")), failed, "no encryption",
             "sslmode=require");

  server.take_tls_away();
  check_told(asked(program, server.url("sslmode=require")), failed,
             "server does not support SSL, but SSL was required", "ssl = on");
}

TEST_CASE("An error in a connection string is wrong configuration, reported with the option's name",
          "[server]") {
  const Program program;
  struct Case {
    std::string url;
    std::string fault;
    std::string remedy;
  };
  const std::vector<Case> cases{
      {"postgresql://joe:hunter2@localhost/x?sslmod=require",
       "has no option \"sslmod\"; did you mean \"sslmode\"?", "correct its spelling"},
      {"host=x pasword=hunter2", "has no option \"pasword\"; did you mean \"password\"?",
       "correct its spelling"},
      {"postgresql://localhost/x?sslmode=verify_full",
       "sslmode is \"verify_full\"; did you mean \"verify-full\"?", "verify-ca, verify-full"},
      {"host=localhost port=54x2", "port is \"54x2\"", "from 1 to 65535"},
      {"postgresql://localhost/x?port=70000", "port is \"70000\"", "from 1 to 65535"},
      {"host=x hunter2=", "cannot be understood", "postgresql://user@host/database"},
  };
  for (const Case& c : cases) {
    INFO(c.url);
    for (const Words& words : {Words{"run", "vendor"}, Words{"check"}}) {
      check_told(asked(program, c.url, words), usage, c.fault, c.remedy);
    }
  }
  Daemon daemon(program, cases.front().url);
  CHECK(daemon.process().wait().exit_code == usage);
  CHECK_THAT(daemon.log(), Contains("settings_refused") && Contains("sslmod"));
}

TEST_CASE("A port at which something else answers is reported as a wrong port", "[server]") {
  const Program program;
  const std::string words =
      GENERATE("SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "J\0\0\0\x0a");
  const OtherService service(words);
  const std::string url = "postgresql://joe:hunter2@127.0.0.1:" + std::to_string(service.port()) +
                          "/nightjar?sslmode=" + GENERATE("prefer", "disable");
  check_told(asked(program, url), failed, "of vendor FAILED", "no PostgreSQL answers at this port");
}

TEST_CASE("A port at which nothing answers is reported as possibly wrong", "[server]") {
  const Program program;
  const std::string place = GENERATE("postgresql://127.0.0.1:1/x", "host=/tmp port=1");
  const Outcome outcome = asked(program, place);
  INFO(outcome.errors);
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.errors, Contains("what to do: check that PostgreSQL is running, and that "
                                      "`database:` names its host and port"));
}

TEST_CASE("A role that may not log in is reported with what it lacks", "[server]") {
  const Program program;
  const Outcome outcome = asked(program, program.database().url("nightjar_loader"));
  check_told(outcome, failed, "is not permitted to log in", "GRANT nightjar_loader TO");
}
