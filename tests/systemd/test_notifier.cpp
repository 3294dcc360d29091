#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "systemd/notifier.hpp"

using namespace nightjar;
using systemd::Notifier;

namespace {

/// The other end of NOTIFY_SOCKET, as the service manager has it.
class Manager {
 public:
  Manager() : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    const std::string path = folder_.path() / "notify";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.size() < sizeof address.sun_path);
    std::memcpy(address.sun_path, path.c_str(), path.size());
    REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
  }
  ~Manager() {
    ::unsetenv("NOTIFY_SOCKET");
    ::close(socket_);
  }
  Manager(const Manager&) = delete;
  Manager& operator=(const Manager&) = delete;

  /// The next message; empty where there is none.
  std::string next() {
    std::array<char, 4096> buffer{};
    const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    return got < 0 ? std::string() : std::string(buffer.data(), static_cast<std::size_t>(got));
  }

 private:
  support::TemporaryFolder folder_;
  int socket_;
};

}  // namespace

TEST_CASE("A notifier tells the service manager what sd_notify(3) defines") {
  Manager manager;
  const Notifier notifier;
  notifier.ready();
  CHECK(manager.next() == "READY=1");
  notifier.status("vendor: comparing, 1200000 records");
  CHECK(manager.next() == "STATUS=vendor: comparing, 1200000 records");
  notifier.watchdog();
  CHECK(manager.next() == "WATCHDOG=1");
  notifier.reloading();
  CHECK(manager.next() == "RELOADING=1");
  notifier.stopping();
  CHECK(manager.next() == "STOPPING=1");
  notifier.extend_timeout(std::chrono::seconds(5));
  CHECK(manager.next() == "EXTEND_TIMEOUT_USEC=5000000");
  CHECK(manager.next().empty());
}

TEST_CASE("A notifier's status is one line, whatever text it is") {
  Manager manager;
  Notifier().status("half\nREADY=1");
  CHECK(manager.next() == "STATUS=half READY=1");
}

TEST_CASE("A notifier without a service manager does nothing") {
  ::unsetenv("NOTIFY_SOCKET");
  CHECK_NOTHROW(Notifier().ready());
  ::setenv("NOTIFY_SOCKET", "/no/such/socket", 1);
  CHECK_NOTHROW(Notifier().status("x"));
  ::unsetenv("NOTIFY_SOCKET");
}

TEST_CASE("The watchdog's interval is the one set for this process") {
  ::unsetenv("WATCHDOG_USEC");
  CHECK(systemd::watchdog_interval() == std::nullopt);
  ::setenv("WATCHDOG_USEC", "2500000", 1);
  CHECK(systemd::watchdog_interval() == std::chrono::microseconds(2500000));
  ::setenv("WATCHDOG_PID", "1", 1);
  CHECK(systemd::watchdog_interval() == std::nullopt);
  ::unsetenv("WATCHDOG_USEC");
  ::unsetenv("WATCHDOG_PID");
}
