#include <mutex>
#include <string>
#include <thread>

#include "comparing/live_rows.hpp"
#include "comparing/value_setter.hpp"
#include "support/catch.hpp"

using nightjar::Fingerprint;
using nightjar::fingerprint_of;
using nightjar::comparing::LiveRows;
using nightjar::comparing::ValueSetter;

namespace {

Fingerprint of(std::size_t number) { return fingerprint_of(std::to_string(number)); }

/// So many rows, numbered from 0, with row ids from 1000.
LiveRows rows(std::size_t count) {
  LiveRows live;
  live.reserve(count);
  for (std::size_t i = 0; i < count; ++i) live.add(of(i), static_cast<std::int64_t>(1000 + i));
  return live;
}

}  // namespace

TEST_CASE("A row is found in whatever order the dump asks") {
  constexpr std::size_t count = 1000;
  for (const std::size_t step : {1U, 2U, 3U, 7U, 997U, 999U}) {
    INFO("step " << step);
    LiveRows live = rows(count);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t wanted = i * step % count;
      REQUIRE(live.find(of(wanted)) == wanted);
      REQUIRE(live.row_id(wanted) == static_cast<std::int64_t>(1000 + wanted));
      if (i % 3 == 0) REQUIRE_FALSE(live.find(of(count + i)));
    }
  }
}

TEST_CASE("A row is shown once, by the record that was first") {
  LiveRows live = rows(3);
  CHECK_FALSE(live.is_shown(1));
  live.show(1, 0);
  CHECK(live.is_shown(1));
  CHECK(live.shown_by(1) == 0);
  CHECK_FALSE(live.is_shown(0));
  CHECK_FALSE(live.is_shown(2));
}

TEST_CASE("Rows that turn to values are found by these and no longer by their bytes") {
  LiveRows live = rows(100);
  REQUIRE(live.find(of(5)) == 5U);
  live.show(5, 7);
  live.turn_to_values();
  std::mutex strays;
  ValueSetter setter(live, strays);
  for (std::size_t i = 0; i < 100; ++i) {
    setter.set(static_cast<std::int64_t>(1099 - i),
               fingerprint_of("value " + std::to_string(99 - i)));
  }
  setter.set(4711, fingerprint_of("a row that is not here"));
  setter.finish();
  CHECK(live.meaning() == LiveRows::Meaning::values);
  CHECK_FALSE(live.find(of(5)));
  CHECK_FALSE(live.find(fingerprint_of("a row that is not here")));
  for (std::size_t i = 0; i < 100; ++i) {
    REQUIRE(live.find(fingerprint_of("value " + std::to_string(i))) == i);
  }
  CHECK(live.shown_by(5) == 7);
}

TEST_CASE("No rows are nobody's") {
  LiveRows live;
  CHECK(live.size() == 0);
  CHECK_FALSE(live.find(of(0)));
}

TEST_CASE("Rows get their values from two threads at once, in whatever order these tell them") {
  constexpr std::size_t count = 200'000;
  LiveRows live = rows(count);
  live.turn_to_values();
  std::mutex strays;
  const auto set_half = [&](std::size_t first, std::size_t step) {
    ValueSetter setter(live, strays);
    for (std::size_t i = 0; i < count / 2; ++i) {
      const std::size_t row = first + i * step % (count / 2);
      setter.set(static_cast<std::int64_t>(1000 + row),
                 fingerprint_of("value " + std::to_string(row)));
    }
    setter.finish();
  };
  std::thread one(set_half, 0, 1);
  set_half(count / 2, 33'331);
  one.join();
  for (std::size_t row = 0; row < count; ++row) {
    REQUIRE(live.fingerprint(row) == fingerprint_of("value " + std::to_string(row)));
  }
}
