#include <chrono>
#include <thread>

#include "daemon/service_signal.hpp"
#include "support/catch.hpp"

using namespace std::chrono_literals;
using nightjar::daemon::ServiceSignal;
using nightjar::daemon::ServiceStopping;

TEST_CASE("A stopped service ends every wait and every night") {
  ServiceSignal signal;
  CHECK_FALSE(signal.stopping());
  CHECK_NOTHROW(signal.throw_if_stopping());
  CHECK_NOTHROW(signal.wait_or_throw(0ms));
  std::thread stopper([&] { signal.stop(); });
  CHECK_THROWS_AS(signal.wait_or_throw(1h), ServiceStopping);
  stopper.join();
  CHECK(signal.stopping());
  CHECK_THROWS_AS(signal.throw_if_stopping(), ServiceStopping);
  signal.wait(1h, signal.notifications());  // returns
}

TEST_CASE("Whoever waits wakes for a notification that it has not heard") {
  ServiceSignal signal;
  const auto heard = signal.notifications();
  std::thread notifier([&] { signal.notify(); });
  signal.wait(1h, heard);
  notifier.join();
  CHECK(signal.notifications() == heard + 1);
  signal.wait(1h, heard);  // one that came before the wait counts too
  signal.wait(0ms, heard + 1);
}
