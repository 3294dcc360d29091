#include <chrono>

#include "daemon/activity_monitor.hpp"
#include "support/catch.hpp"

using namespace std::chrono_literals;
using nightjar::daemon::ActivityMonitor;

TEST_CASE("The status names each dataset and what it does, on one line") {
  ActivityMonitor activity;
  CHECK(activity.status() == "no dataset is configured");
  activity.busy("vendor", "comparing vendor.reviews, 45 %");
  activity.idle("app", "next at 2021-12-18 01:00:00 UTC");
  CHECK(activity.status() ==
        "app: next at 2021-12-18 01:00:00 UTC; vendor: comparing vendor.reviews, 45 %");
  activity.busy("vendor", "loading");
  activity.forget("app");
  CHECK(activity.status() == "vendor: loading");
}

TEST_CASE("Only a dataset that works can stand still") {
  ActivityMonitor activity;
  CHECK(activity.all_move(0ms));
  activity.idle("app", "waiting");
  CHECK(activity.all_move(-1h));
  activity.busy("vendor", "comparing");
  CHECK(activity.all_move(1h));
  // An instant in the future is later than any move.
  CHECK_FALSE(activity.all_move(-1h));
  activity.moved("vendor");
  CHECK(activity.all_move(1h));
  activity.idle("vendor", "waiting");
  CHECK(activity.all_move(-1h));
}
