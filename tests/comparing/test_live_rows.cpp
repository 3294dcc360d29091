#include <mutex>
#include <string>
#include <thread>
#include <utility>

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

TEST_CASE("A row known by its values is found anywhere on its page") {
  // More rows than are indexed at the first miss; every fifth has been updated, and stands at the
  // end of its page.
  constexpr std::size_t page = 20;
  constexpr std::size_t count = 5000 * page;
  LiveRows live(LiveRows::Meaning::values);
  for (std::size_t first = 0; first < count; first += page) {
    for (const bool updated : {false, true}) {
      for (std::size_t i = first; i < first + page; ++i) {
        if ((i % 5 == 0) == updated) live.add(of(i), static_cast<std::int64_t>(1000 + i));
      }
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto row = live.find(of(i));
    REQUIRE(row);
    REQUIRE(live.row_id(*row) == static_cast<std::int64_t>(1000 + i));
  }
}

TEST_CASE("The rows of a table's halves are one table's rows") {
  LiveRows live(LiveRows::Meaning::values);
  LiveRows other(LiveRows::Meaning::values);
  for (std::size_t i = 0; i < 50; ++i) live.add(of(i), static_cast<std::int64_t>(i));
  for (std::size_t i = 50; i < 120; ++i) other.add(of(i), static_cast<std::int64_t>(i));
  REQUIRE(live.find(of(49)) == 49U);
  REQUIRE_FALSE(live.find(of(50)));
  live.append(std::move(other));
  REQUIRE(live.size() == 120);
  for (std::size_t i = 0; i < 120; ++i) {
    REQUIRE(live.find(of(i)) == i);
    REQUIRE_FALSE(live.is_shown(i));
  }
}

TEST_CASE("Without rows nothing is found") {
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
