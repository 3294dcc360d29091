#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace nightjar::support {

/// The properties of an FtpServer.
struct FtpServerOptions {
  enum class Program { vsftpd, pure_ftpd, pyftpdlib };
  enum class Encryption {
    none,
    tls,  ///< explicit TLS is required; by vsftpd also that the data connection reuses its session
  };
  Program program = Program::vsftpd;
  Encryption encryption = Encryption::none;  ///< not pyftpdlib
  std::uint64_t bytes_per_second = 0;        ///< of a transfer, 0: unlimited; vsftpd only
};

/// A real FTP server on a free port of the loopback, with one user and a folder of its own. It ends
/// with this object and with the test process. vsftpd and pure-ftpd must be started by root.
class FtpServer {
 public:
  static constexpr std::string_view password = "s3cret.of-the-test";

  explicit FtpServer(FtpServerOptions options = {});
  ~FtpServer();
  FtpServer(const FtpServer&) = delete;
  FtpServer& operator=(const FtpServer&) = delete;

  /// The one vsftpd knows without PAM is "anonymous".
  [[nodiscard]] std::string user() const;
  /// `ftp://127.0.0.1:PORT/` or, with TLS, `ftps://`.
  [[nodiscard]] std::string url() const;
  /// The certificate of the server, which is its own authority. With TLS only.
  [[nodiscard]] std::filesystem::path ca_file() const { return home_.path() / "cert.pem"; }
  /// The folder that it serves.
  [[nodiscard]] std::filesystem::path folder() const { return home_.path() / "files"; }
  /// Writes a file there, replacing an existing one, with this modification time (seconds since
  /// 1970).
  void put(std::string_view name, std::string_view bytes, std::int64_t modified) const;

  /// How many files it has sent; by its log, so of pyftpdlib only.
  [[nodiscard]] std::size_t downloads() const;

  /// Kills it, with all running transfers.
  void kill();
  /// Starts it again on the same port.
  void start();

 private:
  [[nodiscard]] Command command() const;
  void write_configuration() const;
  void write_users() const;

  TemporaryFolder home_;
  FtpServerOptions options_;
  int port_;
  std::unique_ptr<Process> process_;
};

/// The kinds of server on which to test a rule, for GENERATE(from_range(...)): vsftpd and
/// pure-ftpd, plain and with TLS, and pyftpdlib; the last two if they are installed.
std::vector<FtpServerOptions> kinds_of_ftp_server();

/// A port of the loopback without a listener.
int free_port();
/// Returns when there is a listener; throws after 10 s.
void wait_for_port(int port);

}  // namespace nightjar::support
