#include "support/ftp_server.hpp"

#include <chrono>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/places.hpp"

namespace nightjar::support {
namespace {

using Encryption = FtpServerOptions::Encryption;
using Program = FtpServerOptions::Program;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool listens(int port) {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  const bool connected =
      ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(probe);
  return connected;
}

/// The first line that a program prints. Throws what it complains of.
std::string told(const std::vector<std::string>& words) {
  const Outcome outcome = run({.words = words});
  if (outcome.exit_code != 0) throw std::runtime_error(words[0] + ": " + outcome.errors);
  return outcome.output.substr(0, outcome.output.find('\n'));
}

void make_certificate(const std::filesystem::path& folder) {
  told({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", folder / "key.pem", "-out",
        folder / "cert.pem"});
}

/// Unpacked by .ci/packages/install.
std::filesystem::path pure_ftpd(std::string_view program) {
  return unpacked("pure-ftpd") / "usr" / program;
}

/// vsftpd gives each session two processes, which outlive the listener.
void kill_sessions(pid_t parent) {
  const std::string id = std::to_string(parent);
  std::ifstream children("/proc/" + id + "/task/" + id + "/children");
  for (pid_t child = 0; children >> child;) {
    kill_sessions(child);
    ::kill(child, SIGKILL);
  }
}

}  // namespace

std::vector<FtpServerOptions> kinds_of_ftp_server() {
  static const bool has_pyftpdlib =
      run({.words = {"/usr/bin/python3", "-c", "import pyftpdlib"}}).exit_code == 0;
  std::vector<FtpServerOptions> kinds{{Program::vsftpd, Encryption::none, 0},
                                      {Program::vsftpd, Encryption::tls, 0}};
  if (std::filesystem::exists(pure_ftpd("sbin/pure-ftpd"))) {
    kinds.push_back({Program::pure_ftpd, Encryption::none, 0});
    kinds.push_back({Program::pure_ftpd, Encryption::tls, 0});
  }
  if (has_pyftpdlib) kinds.push_back({Program::pyftpdlib, Encryption::none, 0});
  return kinds;
}

int free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  const bool found =
      ::bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(probe);
  if (!found) throw std::runtime_error("no free port on the loopback");
  return ntohs(address.sin_port);
}

void wait_for_port(int port) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!listens(port)) {
    if (std::chrono::steady_clock::now() > end) {
      throw std::runtime_error("nothing listens on port " + std::to_string(port));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

FtpServer::FtpServer(FtpServerOptions options) : options_(options), port_(free_port()) {
  // vsftpd reads as the user "ftp", and refuses a root folder that user can write to.
  ::chmod(home_.path().c_str(), 0755);
  std::filesystem::create_directory(folder());
  if (options_.encryption == Encryption::tls) make_certificate(home_.path());
  if (options_.program == Program::vsftpd) write_configuration();
  if (options_.program == Program::pure_ftpd) write_users();
  start();
}

FtpServer::~FtpServer() { kill(); }

std::string FtpServer::user() const {
  return options_.program == Program::vsftpd ? "anonymous" : "nightjar";
}

std::string FtpServer::url() const {
  const std::string scheme = options_.encryption == Encryption::tls ? "ftps" : "ftp";
  return scheme + "://127.0.0.1:" + std::to_string(port_) + "/";
}

void FtpServer::put(std::string_view name, std::string_view bytes, std::int64_t modified) const {
  const auto place = folder() / name;
  const auto hidden = home_.path() / "new";
  std::ofstream(hidden, std::ios::binary) << bytes;
  const timespec times[2] = {{modified, 0}, {modified, 0}};
  ::utimensat(AT_FDCWD, hidden.c_str(), times, 0);
  ::chmod(hidden.c_str(), 0644);
  std::filesystem::rename(hidden, place);
}

std::size_t FtpServer::downloads() const {
  const std::string log = process_->output() + process_->errors();
  std::size_t count = 0;
  for (auto at = log.find("RETR "); at != log.npos; at = log.find("RETR ", at + 1)) ++count;
  return count;
}

void FtpServer::kill() {
  if (!process_) return;
  kill_sessions(process_->id());
  process_.reset();
}

void FtpServer::start() {
  process_ = std::make_unique<Process>(command());
  try {
    wait_for_port(port_);
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(error.what() + (": " + process_->output()) + process_->errors());
  }
}

Command FtpServer::command() const {
  if (options_.program == Program::vsftpd) {
    return {.words = {"/usr/sbin/vsftpd", home_.path() / "vsftpd.conf"}};
  }
  if (options_.program == Program::pure_ftpd) {
    const bool tls = options_.encryption == Encryption::tls;
    std::vector<std::string> words{pure_ftpd("sbin/pure-ftpd"),
                                   "--bind=127.0.0.1," + std::to_string(port_),
                                   "--login=puredb:" + (home_.path() / "users.pdb").string(),
                                   "--noanonymous",
                                   "--dontresolve",
                                   "--chrooteveryone",
                                   "--minuid=1",
                                   "--forcepassiveip=127.0.0.1",
                                   "--pidfile=" + (home_.path() / "pid").string()};
    if (tls) {
      words.push_back("--tls=2");
      words.push_back("--certfile=" + (home_.path() / "both.pem").string());
    }
    return {.words = words};
  }
  return {.words = {"/usr/bin/python3", "-m", "pyftpdlib", "--interface", "127.0.0.1", "--port",
                    std::to_string(port_), "--directory", folder(), "--username",
                    std::string(user()), "--password", std::string(password)}};
}

/// The user is the anonymous one, and its "e-mail address" the password: that is how vsftpd knows
/// passwords without PAM, which would want a file in /etc.
void FtpServer::write_configuration() const {
  std::ofstream(home_.path() / "passwords") << password << "\n";
  // Debian's is in /run, and there only once its service was started.
  const auto empty = home_.path() / "empty";
  std::filesystem::create_directory(empty);
  std::ofstream conf(home_.path() / "vsftpd.conf");
  conf << "listen=YES\nlisten_address=127.0.0.1\nbackground=NO\nlisten_port=" << port_ << "\n"
       << "anonymous_enable=YES\nlocal_enable=NO\nsecure_email_list_enable=YES\n"
       << "email_password_file=" << (home_.path() / "passwords").string() << "\n"
       << "anon_root=" << folder().string() << "\n"
       << "secure_chroot_dir=" << empty.string() << "\n"
       << "anon_max_rate=" << options_.bytes_per_second << "\n"
       << "seccomp_sandbox=NO\nisolate=NO\nisolate_network=NO\npasv_address=127.0.0.1\n"
       << "xferlog_enable=NO\n";
  if (options_.encryption == Encryption::tls) {
    conf << "ssl_enable=YES\nallow_anon_ssl=YES\nforce_anon_logins_ssl=YES\n"
         << "force_anon_data_ssl=YES\nrequire_ssl_reuse=YES\nssl_ciphers=HIGH\n"
         << "rsa_cert_file=" << ca_file().string() << "\n"
         << "rsa_private_key_file=" << (home_.path() / "key.pem").string() << "\n";
  }
}

/// With a hash of crypt(3): the one that pure-pw would take needs seconds for each login.
void FtpServer::write_users() const {
  const std::string hash = told({"openssl", "passwd", "-6", std::string(password)});
  const std::filesystem::path users = home_.path() / "users";
  std::ofstream(users) << user() << ":" << hash << ":65534:65534::" << folder().string()
                       << "/./::::::::::::\n";
  told({pure_ftpd("bin/pure-pw"), "mkdb", users.string() + ".pdb", "-f", users});
  if (options_.encryption == Encryption::none) return;
  std::ofstream both(home_.path() / "both.pem");
  both << std::ifstream(home_.path() / "key.pem").rdbuf() << std::ifstream(ca_file()).rdbuf();
}

}  // namespace nightjar::support
