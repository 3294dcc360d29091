#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "hashing/sha256.hpp"
#include "pickup/pickup.hpp"
#include "support/catch.hpp"
#include "support/fake_clock.hpp"
#include "support/ftp_server.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

using namespace nightjar;
using support::Command;
using support::Process;

namespace {

std::string many_lines() {
  std::string text;
  for (int i = 0; i < 50000; ++i) text += std::to_string(i) + "\n";
  return text;
}

/// A server of some other protocol on a free port.
struct Fixture {
  void start(const Command& command) {
    process = std::make_unique<Process>(command);
    support::wait_for_port(port);
  }
  pickup::PickedFile pick_up() {
    pickup::Observer observer;
    const auto remote = pickup::connect(request.source);
    return pickup::pick_up(request, *remote, clock, observer).front();
  }
  /// With a time of long ago, so that it counts as whole at once.
  void put(const std::string& name, const std::string& bytes) const {
    const auto file = home.write("files/" + name, bytes);
    std::filesystem::last_write_time(
        file, std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
  }

  support::TemporaryFolder home;
  int port = support::free_port();
  std::unique_ptr<Process> process;
  support::FakeClock clock{now()};
  pickup::Request request{.source = {},
                          .files = {{.name = "books.json"}},
                          .staging = home.path() / "staging",
                          .missing = pickup::Missing::tell};
};

/// An SSH server for the user that runs the tests, who logs in with a key.
struct SshFixture : Fixture {
  SshFixture() {
    for (const std::string name : {"host", "user"}) {
      const auto outcome = support::run(
          {.words = {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home.path() / name}});
      REQUIRE(outcome.exit_code == 0);
    }
    home.write("sshd_config", "Port " + std::to_string(port) +
                                  "\nListenAddress 127.0.0.1\nHostKey " + at("host") +
                                  "\nAuthorizedKeysFile " + at("user.pub") +
                                  "\nPermitRootLogin yes\nStrictModes no\nUsePAM no\n"
                                  "PidFile none\nSubsystem sftp internal-sftp\n");
    home.write("known_hosts",
               "[127.0.0.1]:" + std::to_string(port) + " " + read_text(home.path() / "host.pub"));
    std::filesystem::create_directories("/run/sshd");
    start({.words = {"/usr/sbin/sshd", "-D", "-e", "-f", at("sshd_config")}});
    request.source.url = "sftp://root@127.0.0.1:" + std::to_string(port) + at("files/");
    request.source.ssh_key_file = at("user");
    request.source.known_hosts_file = at("known_hosts");
  }

  [[nodiscard]] std::string at(const std::string& name) const {
    return (home.path() / name).string();
  }
};

bool can_serve_ssh() {
  if (::geteuid() == 0 && std::filesystem::exists("/usr/sbin/sshd")) return true;
  WARN("skipped: needs root and openssh-server");
  return false;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "A pick-up over HTTP brings whole files by their names", "[server]") {
  put("books.json", many_lines());
  start({.words = {"/usr/bin/python3", "-m", "http.server", "--bind", "127.0.0.1", "--directory",
                   home.path() / "files", std::to_string(port)}});
  request.source.url = "http://127.0.0.1:" + std::to_string(port) + "/";
  CHECK(pick_up().sha256 == sha256_hex(many_lines()));
  request.files = {{.name = "none.json"}};
  CHECK_THROWS_AS(pick_up(), pickup::NotThere);
  request.files = {{.name = "*.json"}};
  CHECK_THROWS_AS(pick_up(), Misconfigured);
}

TEST_CASE("A pick-up over SFTP brings whole files, patterns included", "[server]") {
  if (!can_serve_ssh()) return;
  SshFixture ssh;
  ssh.put("books.json", many_lines());
  ssh.request.files = {{.name = "b*.json", .newest = feed::Newest::by_time}};
  CHECK(ssh.pick_up().sha256 == sha256_hex(many_lines()));
  ssh.request.files = {{.name = "none.json"}};
  CHECK_THROWS_AS(ssh.pick_up(), pickup::NotThere);
}

TEST_CASE("A pick-up over SFTP refuses a host whose key is not known", "[server]") {
  if (!can_serve_ssh()) return;
  SshFixture ssh;
  ssh.put("books.json", "[]");
  ssh.request.source.known_hosts_file =
      GENERATE(std::filesystem::path(), std::filesystem::path("/dev/null"));
  try {
    ssh.pick_up();
    FAIL("the host is not known");
  } catch (const Misconfigured& error) {
    CHECK(error.curl_code() == 60);
    CHECK_THAT(error.remedy(), Catch::Contains("known hosts"));
  }
}
