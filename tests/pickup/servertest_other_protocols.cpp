#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <curl/curl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/format.hpp"
#include "hashing/digest.hpp"
#include "pickup/pickup.hpp"
#include "support/catch.hpp"
#include "support/fake_clock.hpp"
#include "support/ftp_server.hpp"
#include "support/places.hpp"
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
    pickup::TransferObserver observer;
    const auto remote = pickup::connect(request.source);
    return pickup::pick_up(request, *remote, clock, observer).front().files.front();
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
  pickup::FetchRequest request{.source = {},
                               .files = {{.name = "books.json"}},
                               .staging = home.path() / "staging",
                               .missing = pickup::Missing::tell};
};

/// Unpacked by .ci/packages/install.
std::filesystem::path sshd() { return support::unpacked("openssh-server") / "usr/sbin/sshd"; }

/// The lines of sshd_config that say where sshd's other programs are: it has them since
/// OpenSSH 9.8.
std::string helpers_of_sshd() {
  const auto folder = support::unpacked("openssh-server") / "usr/lib/openssh";
  std::string lines;
  for (const auto& [option, program] :
       {std::pair{"SshdSessionPath", "sshd-session"}, std::pair{"SshdAuthPath", "sshd-auth"}}) {
    const auto file = folder / program;
    if (std::filesystem::exists(file)) lines += fmt::format("\n{} {}", option, file.string());
  }
  return lines;
}

/// What an SshFixture is to be like.
struct SshOptions {
  std::string host_keys = "ed25519";  ///< kinds of key that the server has
  std::string known_key = "ed25519";  ///< the kind that stands in the known hosts file
  std::string user_key = "ed25519";
  std::string more{};  ///< lines of sshd_config
};

/// An SSH server whose user logs in with a key. One that root starts wants an account of its own,
/// so postgres runs it then: sshd serves whoever started it.
struct SshFixture : Fixture {
  explicit SshFixture(const SshOptions& options = {}) {
    std::string configuration = options.more + helpers_of_sshd();
    for (const std::string kind : {"ed25519", "ecdsa", "rsa"}) {
      const bool is_host_key = options.host_keys.find(kind) != options.host_keys.npos;
      if (is_host_key || kind == options.known_key) make_key("host_" + kind, kind);
      if (is_host_key) configuration += "\nHostKey " + at("host_" + kind);
    }
    make_key("user", options.user_key);
    home.write("sshd_config", configuration + "\nPort " + std::to_string(port) +
                                  "\nListenAddress 127.0.0.1\nAuthorizedKeysFile " +
                                  at("user.pub") +
                                  "\nStrictModes no\nUsePAM no\nPidFile none\n"
                                  "Subsystem sftp internal-sftp\n");
    home.write("known_hosts", "[127.0.0.1]:" + std::to_string(port) + " " +
                                  read_text(at("host_" + options.known_key + ".pub")));
    std::filesystem::create_directories(at("files"));
    std::vector<std::string> words{sshd(), "-D", "-e", "-f", at("sshd_config")};
    if (::geteuid() == 0) {
      REQUIRE(support::run({.words = {"chown", "-R", "postgres", home.path()}}).exit_code == 0);
      words.insert(words.begin(), {"setpriv", "--reuid=postgres", "--regid=postgres",
                                   "--init-groups", "--pdeathsig=KILL"});
    }
    start({.words = words});
    const std::string user = ::geteuid() == 0 ? "postgres" : ::getpwuid(::geteuid())->pw_name;
    request.source.url = "sftp://" + user + "@127.0.0.1:" + std::to_string(port) + at("files/");
    request.source.ssh_key_file = at("user");
    request.source.known_hosts_file = at("known_hosts");
  }

  void make_key(const std::string& name, const std::string& kind) const {
    const auto outcome =
        support::run({.words = {"ssh-keygen", "-q", "-t", kind, "-N", "", "-f", at(name)}});
    REQUIRE(outcome.exit_code == 0);
  }
  [[nodiscard]] std::string at(const std::string& name) const {
    return (home.path() / name).string();
  }
  /// What a pick-up that is not to be tried again says.
  Misconfigured refusal() {
    put("books.json", "[]");
    try {
      pick_up();
    } catch (const Misconfigured& error) {
      CHECK(clock.waits().empty());
      return error;
    }
    FAIL("it was accepted");
    throw;
  }
};

bool can_serve_ssh() {
  const bool has_user = ::geteuid() != 0 || ::getpwnam("postgres") != nullptr;
  if (has_user && std::filesystem::exists(sshd())) return true;
  WARN("skipped: needs what `.ci/packages/install unpacked` unpacks");
  return false;
}

/// libssh2 signs with an RSA key by SHA-2, too, since 1.11.
bool signs_rsa_by_sha1_only() {
  const std::string_view library = curl_version_info(CURLVERSION_NOW)->libssh_version;
  return library.starts_with("libssh2/1.") && library < "libssh2/1.11";
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
  ssh.put("2021-12-16/books.json", "[16]");
  ssh.put("2021-12-17/books.json", "[17]");
  ssh.request.files = {{.name = "{date}/books.json"}};
  CHECK(ssh.pick_up().name == "2021-12-17/books.json");
  ssh.request.files = {{.name = "none.json"}};
  CHECK_THROWS_AS(ssh.pick_up(), pickup::NotThere);
}

TEST_CASE("A pick-up over SFTP refuses a host whose key is not known", "[server]") {
  if (!can_serve_ssh()) return;
  SshFixture ssh;
  ssh.request.source.known_hosts_file =
      GENERATE(std::filesystem::path(), std::filesystem::path("/dev/null"));
  const Misconfigured error = ssh.refusal();
  CHECK(error.curl_code() == 60);
  CHECK_THAT(error.remedy(), Catch::Contains("known hosts"));
}

TEST_CASE("A pick-up over SFTP takes a host and a user by a key of ecdsa", "[server]") {
  if (!can_serve_ssh()) return;
  SshFixture ssh({.host_keys = "ecdsa", .known_key = "ecdsa", .user_key = "ecdsa"});
  ssh.put("books.json", many_lines());
  CHECK(ssh.pick_up().sha256 == sha256_hex(many_lines()));
}

TEST_CASE("A pick-up over SFTP without a common algorithm says so and is not tried again",
          "[server]") {
  if (!can_serve_ssh()) return;
  const auto options = GENERATE(values<SshOptions>({
      {.host_keys = "rsa", .known_key = "rsa"},
      {.host_keys = "rsa ed25519", .known_key = "rsa"},
      {.more = "Ciphers aes256-ctr\nMACs umac-128-etm@openssh.com"},
      {.more = "KexAlgorithms sntrup761x25519-sha512@openssh.com"},
  }));
  if (options.known_key == "rsa" && !signs_rsa_by_sha1_only()) return;
  SshFixture ssh(options);
  const Misconfigured error = ssh.refusal();
  CHECK_THAT(error.what(), Catch::Contains("no SSH algorithm in common") &&
                               Catch::Contains("host key") && Catch::Contains("libssh2/"));
  CHECK_THAT(error.remedy(), Catch::Contains("ed25519 or ecdsa") && Catch::Contains("aes*-ctr") &&
                                 Catch::Contains("known hosts file"));
}

TEST_CASE("A pick-up over SFTP with an RSA key that the server refuses says what may be the cause",
          "[server]") {
  if (!can_serve_ssh() || !signs_rsa_by_sha1_only()) return;
  SshFixture ssh({.user_key = "rsa"});
  const Misconfigured error = ssh.refusal();
  CHECK(error.curl_code() == 67);
  CHECK_THAT(error.remedy(), Catch::Contains("An RSA key is signed with SHA-1") &&
                                 Catch::Contains("use a key of ed25519 or ecdsa"));
}
