#include <chrono>
#include <cstdlib>

#include "support/catch.hpp"
#include "support/service_manager.hpp"
#include "systemd/notifier.hpp"

using namespace nightjar;
using systemd::Notifier;

namespace {

/// A service manager whom the services of this process talk to.
class Manager : public support::ServiceManager {
 public:
  Manager() { ::setenv("NOTIFY_SOCKET", address().c_str(), 1); }
  ~Manager() { ::unsetenv("NOTIFY_SOCKET"); }
};

}  // namespace

TEST_CASE("A notifier sends the service manager what sd_notify(3) defines") {
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
  CHECK_FALSE(manager.next());
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
